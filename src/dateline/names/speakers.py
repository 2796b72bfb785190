"""Who says "I", "we" and "you": the speaker of a quotation, the person a paragraph addresses, turns of an interview."""

from __future__ import annotations

from dateline.names.candidates import Candidate
from dateline.names.features import Chain
from dateline.names.lexicon import PLURAL, SINGULAR, lexicon
from dateline.names.words import Words

REACH = 14
PARAGRAPHS_BACK = 4
PRONOUNS_BACK = 60
_GROUP = {(1, SINGULAR): "I", (1, PLURAL): "we"}


def person_class(p: Candidate) -> str:
    """The class of a pronoun of the first or second person: I, we or you."""
    return _GROUP.get((p.person, p.number), "you")


class Speakers:
    """What one article's layout and speech verbs tell of its speakers; made once an article, asked for each pronoun."""

    def __init__(self, words: Words, candidates: list[Candidate]) -> None:
        self.words = words
        self.candidates = candidates
        self.persons = [i for i, c in enumerate(candidates) if c.kind == "name" and c.type == "PERSON"]
        self.vocatives = {i for i in self.persons if self._vocative(candidates[i])}
        self.introduced = {i for i in self.persons if self._introduced(candidates[i])}
        self.label = {words.paragraph[candidates[i].first]: i for i in self.persons if self._label(candidates[i])}
        self.speaker = self._speakers()
        asking = sum(words.asks)
        self.mode = "talk" if asking * 6 > len(words.asks) and asking > 2 else "text"

    def _vocative(self, c: Candidate) -> bool:
        """A name set off by commas or ends of sentence, outside the clause: "Thank you, Ana." """
        words = self.words
        if words.dep[c.head] == "vocative":
            return True
        before = words.text[c.first - 1] if c.first else "\n"
        after = words.text[c.last + 1] if c.last + 1 < len(words.text) else "\n"
        return (
            before in (",", "\n\n", "\n")
            and after in (".", "?", "!", ",")
            and words.dep[c.head] in ("ROOT", "root", "parataxis", "discourse")
        )

    def _introduced(self, c: Candidate) -> bool:
        """A name that its bearer gives: "I'm Ana", "my name is Ana", or a signature that ends the text."""
        words = self.words
        subject = words.child(c.head, "nsubj")
        if subject is not None and words.child(c.head, "cop") is not None:
            return words.lower[subject] == "i" or (
                words.lower[subject] == "name" and any(words.lower[k] == "my" for k in words.children[subject])
            )
        if c.head == words.head[c.head] and words.paragraph[c.first] == len(words.asks) - 1:
            return c.first == 0 or "\n" in words.text[c.first - 1]
        return False

    def _label(self, c: Candidate) -> bool:
        """A name with a colon that opens a paragraph: the speaker's label of an interview or a transcript."""
        words = self.words
        after = words.text[c.last + 1] if c.last + 1 < len(words.text) else ""
        opening = c.first - next((k for k in range(1, 6) if c.first - k < 0 or "\n" in words.text[c.first - k]), 9)
        return after == ":" and opening >= -1

    def _speakers(self) -> dict[int, int]:
        """{quotation: candidate index of the subject of the speech verb that governs, precedes or follows it}."""
        subjects: dict[int, int] = {}
        for i, c in enumerate(self.candidates):
            if c.role == "s" and c.person == 3 and not self.words.quote[c.head]:
                verb = self.words.head[self.words.leading(c.head)]
                if self.words.lemma[verb] in lexicon().speech:
                    subjects.setdefault(verb, i)
        out: dict[int, int] = {}
        for number, (opening, closing) in enumerate(self.words.quotes):
            if number == 0 or closing - opening < 2:
                continue
            spoken = self._verb(opening, closing, subjects)
            if spoken is not None:
                out[number] = subjects[spoken]
        return out

    def _verb(self, first: int, last: int, subjects: dict[int, int]) -> int | None:
        words = self.words
        here = words.paragraph[first]
        after = (range(last + 1, min(last + REACH, len(words.text))), frozenset[str]())
        before = (range(first - 1, max(first - REACH, -1), -1), frozenset({".", "!", "?"}))
        for where, stops in (after, before):
            for k in where:
                if words.paragraph[k] != here or words.text[k] in stops:
                    break
                if k in subjects:
                    return k
        return None

    def options(self, i: int, chains: list[Chain], chain_of: dict[int, int]) -> list[tuple[int, list[str]]]:
        """What a first or second person pronoun may stand for, nearest first, each with the names of its features."""
        p = self.candidates[i]
        group = person_class(p)
        seen: set[int] = set()
        out = []
        for j, name in [*self._pronouns(i), *self._named(i, chains)]:
            number = chain_of.get(j)
            if number is None or number in seen:
                continue
            seen.add(number)
            out.append((j, [f"{group}|{feature}" for feature in self._features(p, j, name, chains[number])]))
        return out

    def _pronouns(self, i: int) -> list[tuple[int, str]]:
        """The nearest earlier pronoun of each class in each of the last paragraphs, inside or outside quotations."""
        out, kinds, words = [], set(), self.words
        p = self.candidates[i]
        for j in range(i - 1, max(-1, i - PRONOUNS_BACK), -1):
            c = self.candidates[j]
            if c.kind != "pronoun" or c.person == 3:
                continue
            back = min(words.paragraph[p.head] - words.paragraph[c.head], PARAGRAPHS_BACK)
            same = words.quote[c.head] == words.quote[p.head] or (words.quote[c.head] > 0) == (words.quote[p.head] > 0)
            kind = (person_class(c), back)
            if same and kind not in kinds:
                kinds.add(kind)
                out.append((j, f"pronoun:{kind[0]}"))
        return out

    def _named(self, i: int, chains: list[Chain]) -> list[tuple[int, str]]:
        words, p = self.words, self.candidates[i]
        here, out = words.paragraph[p.head], []
        speaker = self.speaker.get(words.quote[p.head])
        if speaker is not None:
            out.append((speaker, "speaker"))
        if here in self.label:
            out.append((self.label[here], "label"))
        for j in self.persons:
            back = here - words.paragraph[self.candidates[j].head]
            if -1 <= back <= 2 and j in self.vocatives:
                out.append((j, f"vocative:{back}"))
            if j in self.introduced:
                out.append((j, "introduced"))
        biggest = max(
            (c for c in chains if c.named and c.type == "PERSON"), key=lambda c: len(c.mentions), default=None
        )
        if biggest:
            out.append((biggest.mentions[0], "biggest"))
        if self.persons:
            out.append((self.persons[0], "first"))
        if p.number == PLURAL:
            for kind in ("ORG", "GPE", "NORP"):
                top = max(
                    (c for c in chains if c.named and c.type == kind), key=lambda c: len(c.mentions), default=None
                )
                if top:
                    out.append((top.mentions[0], f"biggest:{kind}"))
            group = next((j for j in range(i - 1, max(-1, i - 30), -1) if self.candidates[j].kind == "group"), None)
            if group is not None:
                out.append((group, "group"))
        return out

    def _features(self, p: Candidate, j: int, name: str, chain: Chain) -> list[str]:
        words, c = self.words, self.candidates[j]
        a, b = words.paragraph[p.head], words.paragraph[c.head]
        back = min(a - b, PARAGRAPHS_BACK) if a >= b else -1
        quoted = words.quote[p.head] > 0
        quote = "same" if words.quote[c.head] == words.quote[p.head] else "other"
        turns = f"{int(words.asks[a])}{int(words.asks[b])}"
        where = "quoted" if quoted else self.mode
        out = [
            f"{name}:{where}",
            f"{name}:{back}:{where}",
            f"quote:{quote}:{where}",
            f"turns:{name}:{turns}:{back}:{self.mode}",
        ]
        speaker, other = self.speaker.get(words.quote[p.head]), self.speaker.get(words.quote[c.head])
        if quoted and name.startswith("pronoun") and speaker is not None and other is not None:
            alike = self.candidates[speaker].key == self.candidates[other].key
            out.append(f"speakers:{name}:{'alike' if alike else 'unlike'}")
        if chain.named:
            out.append(f"named:{name}:{self.mode}")
        if p.number == PLURAL and chain.number & PLURAL == 0:
            out.append(f"alone:{name}")
        return out
