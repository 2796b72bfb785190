"""Chains as the contract has them: mentions in text order, entities with name, roles, country, sector and members."""

from __future__ import annotations

from typing import cast

from dateline.model import Entity, EntityType, Mention, MentionKind, Role
from dateline.names.candidates import Candidate
from dateline.names.features import Chain
from dateline.names.groups import group_members
from dateline.names.roles import country_of_chain, sector_of_chain
from dateline.names.words import Words

REFERRING = frozenset({"PERSON", "ORG", "GPE", "LOC", "FAC", "NORP"})


def kept(candidates: list[Candidate], chain: Chain) -> bool:
    """Whether a chain is an entity of the record: named, mentioned twice, or people, a body or a place."""
    kinds = [candidates[i].kind for i in chain.mentions]
    if "name" in kinds or len(kinds) > 1:
        return True
    return kinds[0] == "nominal" and chain.type in REFERRING


def records(
    words: Words, candidates: list[Candidate], chains: list[Chain], text: str, version: str
) -> tuple[tuple[Mention, ...], tuple[Entity, ...]]:
    """Mentions in text order and entities in the order of their first mention."""
    members = group_members(candidates, chains)
    chosen = {n for n, chain in enumerate(chains) if kept(candidates, chain)} | {
        m for ms in members.values() for m in ms
    }
    order = sorted(chosen, key=lambda n: min(chains[n].mentions))
    entity_id = {n: f"e{k}" for k, n in enumerate(order, 1)}
    owner = sorted((i, n) for n in order for i in chains[n].mentions)
    mention_id = {i: f"m{k}" for k, (i, _) in enumerate(owner, 1)}
    mentions = []
    for i, n in owner:
        c = candidates[i]
        label = cast(EntityType, c.type if c.kind == "name" else chains[n].type)
        kind = cast(MentionKind, "nominal" if c.kind == "group" else c.kind)
        origin = f"names/{'model' if c.kind == 'name' and c.rule == 'model' else 'rules'}@{version}"
        span = words.start[c.first], words.end[c.last]
        mentions.append(Mention(mention_id[i], entity_id[n], *span, kind, label, origin))
    entities = []
    for n in order:
        ids = tuple(mention_id[i] for i in sorted(chains[n].mentions))
        parts = tuple(entity_id[m] for m in members.get(n, ()))
        entities.append(_entity(words, candidates, chains[n], text, entity_id[n], ids, parts))
    return tuple(mentions), tuple(entities)


def _entity(
    words: Words, candidates: list[Candidate], chain: Chain, text: str, identifier: str, ids: tuple[str, ...],
    members: tuple[str, ...],
) -> Entity:  # fmt: skip
    spans = sorted({span for i in chain.mentions for span in candidates[i].roles})
    roles = tuple(Role(words.start[a], words.end[b], text[words.start[a] : words.end[b]]) for a, b in spans)
    name = entity_name(words, candidates, sorted(chain.mentions), text)
    country = country_of_chain(words, candidates, chain, spans)
    sector = sector_of_chain(words, candidates, chain, spans)
    return Entity(identifier, cast(EntityType, chain.type), name, ids, roles, country, sector, members)


def entity_name(words: Words, candidates: list[Candidate], mentions: list[int], text: str) -> str:
    """The fullest name of a chain (most words, then longest, not in capitals, then first), or its first noun phrase
    without one.
    """
    named = [i for i in mentions if candidates[i].kind == "name"]
    rest = [i for i in mentions if candidates[i].kind != "pronoun"] or mentions
    fullest = sorted(named, key=lambda i: (*_length(candidates[i]), not _is_loud(words, candidates[i]), -i))
    c = candidates[fullest[-1] if fullest else rest[0]]
    return " ".join(text[words.start[c.first] : words.end[c.last]].split())


def _is_loud(words: Words, c: Candidate) -> bool:
    """Whether a name is written in capitals, as datelines are ("OSLO")."""
    return all(word.isupper() for word in words.text[c.first : c.last + 1])


def _length(c: Candidate) -> tuple[int, int]:
    return c.last - c.first, len(c.key)
