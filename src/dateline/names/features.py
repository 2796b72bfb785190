"""What speaks for and against a pronoun or noun phrase standing for what an earlier phrase stands for.

The features follow the classic knowledge-lean resolvers (Lappin and Leass 1994; centering: Grosz, Joshi and Weinstein
1995) and the mention ranking of Denis and Baldridge 2008: binding rules forbid, everything else is weighed.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

from dateline.names.candidates import Candidate
from dateline.names.lexicon import FEMALE, MALE, NEUTER, PLURAL, SINGULAR, lexicon
from dateline.names.words import Words

REFLEXIVE = ("self", "selves")
FARTHEST = 4


@dataclass(slots=True)
class Chain:
    """Mentions (candidate indexes, as they were linked) that stand for one entity, and what is known of it."""

    mentions: list[int]
    gender: int
    number: int
    type: str
    named: bool = False
    seen: int = 0
    last: int = -1
    titles: dict[str, set[str]] = field(default_factory=dict)
    members: tuple[int, ...] = ()
    words: set[str] = field(default_factory=set)
    state: bool = False

    def entitle(self, head: str, around: Iterable[str]) -> None:
        """Remember a role told of the chain: the lemma of its head noun and the words of the whole phrase."""
        self.titles.setdefault(head, set()).update(around)


def pronoun_class(words: Words, p: Candidate) -> str:
    """h for he and she, i for it, t for they."""
    if p.gender in (MALE, FEMALE):
        return "h"
    return "i" if p.gender == NEUTER else "t"


def agrees(p: Candidate, c: Candidate, chain: Chain) -> bool:
    """Whether gender, number and person allow the pronoun p to continue the chain of c."""
    if c.person != p.person:
        return False
    gender = chain.gender & c.gender
    if not gender & p.gender:
        return False
    if p.number == SINGULAR and (c.kind == "group" or not chain.number & c.number & SINGULAR):
        return False
    if p.number == PLURAL:
        return bool(chain.number & PLURAL) or c.type in ("ORG", "GPE", "NORP")
    return not (p.gender in (MALE, FEMALE) and chain.type not in ("PERSON", "MISC", "NORP"))


def forbidden(words: Words, p: Candidate, c: Candidate) -> bool:
    """Whether binding rules out that p stands for c: a co-argument, the phrase p is part of, its own conjunct."""
    reflexive = words.lower[p.head].endswith(REFLEXIVE)
    if c.first <= p.head <= c.last:
        return not _through_clause(words, p.head, c.head)
    if p.role == "p" or reflexive:
        return p.role == "p" and words.head[p.head] == c.head
    if words.leading(p.head) == words.leading(c.head):
        return True
    if words.clause(p.head) != words.clause(c.head):
        subject = words.subject(p.clause) if p.role in "obn" else None
        return subject is not None and subject == c.head and words.dep[p.clause] in ("xcomp", "conj", "advcl", "acl")
    governor = words.head[words.leading(p.head)]
    return words.head[words.leading(c.head)] == governor and p.role in "sob" and c.role in "sobg"


def _through_clause(words: Words, token: int, above: int) -> bool:
    """Whether the way up from a token to a head leads through a clause ("the man who lost his wife")."""
    while token != above and words.head[token] != token:
        if words.relation[token] in ("acl:relcl", "acl", "advcl", "ccomp"):
            return True
        token = words.head[token]
    return False


def pronoun_features(words: Words, p: Candidate, c: Candidate, chain: Chain, rank: int, biggest: int) -> list[str]:
    """Names of the features that hold of pronoun p and the antecedent c; `rank` counts the options nearer to p."""
    group = pronoun_class(words, p)
    far = p.sentence - c.sentence
    distance = "after" if c.first > p.first else f"s{min(far, FARTHEST)}"
    out = [
        f"{distance}",
        f"{distance}:{c.role}",
        f"role:{p.role}{c.role}",
        f"kind:{c.kind}",
        f"kind:{c.kind}:{distance}",
        f"type:{chain.type}",
        f"rank:{min(rank, 5)}",
        f"size:{min(chain.seen, 2) if chain.seen < 3 else 3 if chain.seen < 6 else 4}",
        f"quote:{_quotes(words, p, c)}",
    ]
    if p.role == c.role:
        out.append(f"parallel:{distance}")
    if chain.seen and chain.seen == biggest:
        out.append("biggest")
    if chain.named:
        out.append("named")
    if group == "h":
        out.append("gender:known" if chain.gender == p.gender else "gender:open")
    elif group == "t":
        out.append("number:both" if chain.number & SINGULAR else "number:plural")
    if far == 0:
        out += _same_sentence(words, p, c)
    elif (
        words.pos[words.head[words.leading(c.head)]] == "VERB"
        and words.dep[c.clause] in ("ROOT", "root")
        and c.role == "s"
    ):
        out.append(f"main:{distance}")
    return [f"{group}|{name}" for name in out]


def _same_sentence(words: Words, p: Candidate, c: Candidate) -> list[str]:
    out = []
    subject = words.subject(p.clause)
    if subject is not None and c.head == subject:
        out.append(f"subject:{'p' if p.role == 'p' else 'o'}")
        if words.lower[p.head].endswith(REFLEXIVE):
            out.append("subject:reflexive")
    elif p.clause == c.clause:
        out.append(f"clause:{c.role}")
    elif words.within(p.clause, c.clause):
        out.append(f"above:{words.dep[p.clause]}:{c.role}")
    elif words.within(c.clause, p.clause):
        out.append(f"below:{words.dep[c.clause]}:{c.role}")
    else:
        out.append(f"beside:{c.role}")
    return out


def _quotes(words: Words, p: Candidate, c: Candidate) -> str:
    a, b = words.quote[p.head], words.quote[c.head]
    if a == b:
        return "same"
    return "out" if a == 0 else "in" if b == 0 else "other"


def determiner(words: Words, c: Candidate) -> str:
    """How a noun phrase opens: the, this, poss, a, all, none."""
    for i in words.children[c.head]:
        if i > c.head:
            break
        if words.relation[i] == "nmod:poss":
            return "poss"
        if words.dep[i] == "det":
            low = words.lower[i]
            return (
                "the"
                if low == "the"
                else "this"
                if low in lexicon().grammar["definite"]
                else "a"
                if low in ("a", "an")
                else "all"
            )
    return "none"


def modifiers(words: Words, c: Candidate) -> frozenset[str]:
    """Lemmas of the words that narrow a noun phrase before its head, articles aside."""
    return frozenset(
        words.lemma[i]
        for i in range(c.first, c.head)
        if words.pos[i] in ("ADJ", "NOUN", "PROPN", "NUM")
        and words.lower[i] not in lexicon().grammar["plain_modifiers"]
    )


def nominal_features(
    words: Words, n: Candidate, chain: Chain, latest: Candidate, near: Candidate, rank: int
) -> list[str]:
    """Names of the features of noun phrase n and a chain: `latest` is its last mention, `near` the likest to n."""
    lemma, det = words.lemma[n.head], opening(words, n)
    far = min((n.sentence - latest.sentence).bit_length(), 5)
    same = lemma == words.lemma[near.head] and near.kind in ("nominal", "name", "group")
    mine, theirs = modifiers(words, n), modifiers(words, near)
    out = [f"det:{det}", f"far:{far}", f"type:{n.type}:{chain.type}", f"rank:{min(rank, 4)}"]
    if same:
        fit = "equal" if mine == theirs else "within" if mine <= theirs else "more" if theirs <= mine else "clash"
        out += [f"head:{fit}", f"head:{fit}:{det}", f"head:{determiner(words, near)}:{det}"]
        out.append("exact" if n.key == near.key else "inexact")
        out.append("long" if n.last > n.head or near.last > near.head else "short")
    elif lemma in chain.titles:
        out += ["title", f"title:{det}"]
    else:
        out += _other_head(words, n, chain, latest, det, far)
        out.append(f"mods:{bool(mine)}:{det}")
    if chain.named:
        out.append("named")
    if n.number & chain.number == 0:
        out.append("number:clash")
    if n.gender & chain.gender == 0 or (n.type == "PERSON") != (chain.type == "PERSON"):
        out.append("gender:clash")
    if chain.named and lemma in chain.words:
        out += ["word of name", f"word of name:{det}"]
    return [f"n|{name}" for name in out]


def _other_head(words: Words, n: Candidate, chain: Chain, latest: Candidate, det: str, far: int) -> list[str]:
    """Names of the features of a noun phrase and a chain that has neither its head noun nor a role with it."""
    lemma, lists = words.lemma[n.head], lexicon()
    fits = lists.generic.get(lemma)
    generic = chain.type in fits if fits else lemma in lists.group and chain.type == "ORG"
    size = "big" if chain.seen > 4 else "some" if chain.seen > 1 else "one"
    out = [f"other:{n.type}:{det}", f"generic:{generic}:{det}", f"latest:{latest.kind}:{latest.role}"]
    out += [f"size:{size}:{det}", f"size:{size}:{chain.type}", f"other:far:{far}"]
    out.append("long:other" if n.last > n.head else "short:other")
    out.append(f"other:{chain.type}:{chain.named}:{'plural' if n.number & SINGULAR == 0 else 'single'}")
    if fits and "GPE" in fits:
        out.append(f"state:{lemma in lists.grammar['states']}:{chain.state}")
    return out


def opening(words: Words, n: Candidate) -> str:
    """How a noun phrase opens, or "as" where it tells what somebody or something serves as."""
    if any(words.dep[i] == "case" and words.lower[i] == "as" for i in words.children[n.head]):
        return "as"
    return determiner(words, n)
