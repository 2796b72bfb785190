"""Everything that can go wrong for a user, in one tree: a code, an exit code, one sentence, and where it happened."""

from __future__ import annotations

from typing import ClassVar


class DatelineError(Exception):
    """Something a user can act on. `str()` is one line: `FILE:LINE: sentence [CODE]`, without what is not known."""

    code: ClassVar[str] = "DL000"
    exit_code: ClassVar[int] = 2
    sentence: ClassVar[str] = "something went wrong"

    def __init__(self, detail: str | None = None, *, where: str | None = None, line: int | None = None) -> None:
        super().__init__(detail or self.sentence)
        self.message = detail or self.sentence
        self.where = where
        self.line = line

    def __str__(self) -> str:
        place = ":".join(str(part) for part in (self.where, self.line) if part is not None)
        return f"{place}: {self.message} [{self.code}]" if place else f"{self.message} [{self.code}]"


class SourceError(DatelineError):
    """An input, or one row of it, that is no article. Sources yield these; other rows are still read."""

    code = "DL100"
    sentence = "this input cannot be read"


class NotUtf8(SourceError):
    """Bytes that are not UTF-8 text."""

    code = "DL101"
    sentence = "this is not UTF-8 text"


class EmptyFile(SourceError):
    """A file with no bytes, or nothing but blanks."""

    code = "DL102"
    sentence = "the file is empty"


class NoText(SourceError):
    """A row whose "text" is missing, not a string, or blank."""

    code = "DL103"
    sentence = 'the row has no "text"'


class BrokenJson(SourceError):
    """A line that is not a JSON object."""

    code = "DL104"
    sentence = "the line is not JSON"


class TooLarge(SourceError):
    """A line or a text over the limit for one article."""

    code = "DL105"
    sentence = "the text is too long for one article"


class NulBytes(SourceError):
    """Text that holds a NUL character."""

    code = "DL106"
    sentence = "the text holds a NUL character"


class BinaryFile(SourceError):
    """A file that is not text at all: an image, an archive, a PDF, a database."""

    code = "DL107"
    sentence = "this is a binary file, not text"


class UnknownInput(SourceError):
    """A path that does not exist, cannot be opened, or that no source takes."""

    code = "DL108"
    sentence = "there is no such file or folder"


class HalfCharacter(SourceError):
    """A JSON string with half a surrogate pair, which is no character and cannot be stored."""

    code = "DL109"
    sentence = "the row holds half a character (an unpaired surrogate)"


class NotRead(SourceError):
    """A notice, not a failure: files that lie in a folder and are of a kind that no source reads."""

    code = "DL110"
    exit_code = 0
    sentence = "some files were not read"


class NoArticle(SourceError):
    """A page that can be read and holds no article: a list of links, a consent wall, an error page."""

    code = "DL120"
    sentence = "the page holds no article"


class UnreadablePage(SourceError):
    """A page, feed or sitemap that cannot be read in the time and memory it gets."""

    code = "DL121"
    sentence = "the page cannot be read in time"


class BrokenXml(SourceError):
    """XML that cannot be parsed, or that declares entities, which are never followed."""

    code = "DL122"
    sentence = "the XML cannot be read"


class NoFeed(SourceError):
    """Something that is no RSS or Atom feed, no OPML and no sitemap."""

    code = "DL123"
    sentence = "this is no feed, OPML or sitemap"


class FetchError(SourceError):
    """An address that gave nothing to read."""

    code = "DL130"
    sentence = "this address gave nothing to read"


class ForbiddenAddress(FetchError):
    """A private, loopback or link-local address, which is asked only with --allow-private, or no http(s) address."""

    code = "DL131"
    sentence = "this address may not be asked"


class Unreachable(FetchError):
    """A host that is not known or does not answer, or a connection that broke."""

    code = "DL132"
    sentence = "the server cannot be reached"


class TooSlow(FetchError):
    """A server that did not send everything in time."""

    code = "DL133"
    sentence = "the server was too slow"


class RefusedByServer(FetchError):
    """An HTTP status that is no answer, such as 404 or 503; `retry` is its Retry-After header."""

    code = "DL134"
    sentence = "the server did not give the page"

    def __init__(self, detail: str | None = None, *, status: int = 0, retry: str | None = None) -> None:
        super().__init__(detail)
        self.status, self.retry = status, retry


class ForbiddenByRobots(FetchError):
    """An address that the site's robots.txt asks programs not to fetch."""

    code = "DL135"
    sentence = "robots.txt asks not to fetch this"


class EndlessRedirect(FetchError):
    """Redirects in a circle, or too many of them."""

    code = "DL136"
    sentence = "the redirects do not end"


class BrokenAnswer(FetchError):
    """An answer that is not what its headers say: cut short, or compressed in a way that cannot be undone."""

    code = "DL137"
    sentence = "the answer is broken"


class BrokenState(SourceError):
    """The file in which `follow` keeps what it has seen cannot be read or written."""

    code = "DL138"
    sentence = "the file of what was followed cannot be used"


class DamagedRecord(SourceError):
    """A record of an archive, a mailbox or an export that is cut off, has a wrong length or cannot be unpacked."""

    code = "DL140"
    sentence = "the record is damaged"


class UnsafeArchive(SourceError):
    """An archive, or a member of it, that would write outside its folder, swell beyond measure, or nest too deep."""

    code = "DL141"
    sentence = "this archive is not safe to unpack"


class NotAnArticle(SourceError):
    """A record of another kind: a picture, a script, a feed, an item of a kind that holds no article's text."""

    code = "DL142"
    sentence = "the record is no article"


class NoPage(SourceError):
    """A stored answer of a server that is no page: a redirect, an error, nothing."""

    code = "DL143"
    sentence = "the server sent no page"


class Repeated(SourceError):
    """A notice, not a failure: a record that stands earlier in the same file, with the same bytes."""

    code = "DL144"
    exit_code = 0
    sentence = "the same record stands earlier in this file"


class NoTextLayer(SourceError):
    """A PDF of pictures of pages: a scan that was never made searchable."""

    code = "DL145"
    sentence = "the PDF has no text layer: it is a scan; make it searchable (OCR) first"


class Encrypted(SourceError):
    """A file or an archive's member that needs a password."""

    code = "DL146"
    sentence = "this is encrypted, and dateline has no password for it"


class MissingColumn(SourceError):
    """A table without a column for the text, or without one that --column names."""

    code = "DL147"
    sentence = "the table has no such column"


class BrokenRow(SourceError):
    """A row of a table that has more or fewer cells than its heading, or a quotation mark that never closes."""

    code = "DL148"
    sentence = "the row does not fit the heading"


class Withdrawn(SourceError):
    """An item that its provider has cancelled or withheld."""

    code = "DL149"
    sentence = "its provider has withdrawn this item"


class NeedsExtra(SourceError):
    """A file of a kind that needs an optional part of dateline."""

    code = "DL150"
    sentence = "reading this needs an optional part: install dateline[sources]"


class SetupError(DatelineError):
    """The program is not set up for what was asked: it ends the run, since no article could be read."""

    code = "DL200"
    sentence = "dateline is not set up for this"


class MissingModel(SetupError):
    """The language model is not where it should be."""

    code = "DL201"
    sentence = "the language model is not installed"


class UnmetNeed(SetupError):
    """A stage needs a layer that no stage gives, or stages need each other."""

    code = "DL202"
    sentence = "a stage needs a layer that no stage gives"


class BrokenPlugin(SetupError):
    """An entry point that cannot be imported or built."""

    code = "DL203"
    sentence = "a plugin cannot be loaded"


class BrokenCodebook(SetupError):
    """A codebook file that is not TOML, or an entry in it that makes no sense."""

    code = "DL204"
    sentence = "the codebook cannot be used"


class BadKnowledge(SetupError):
    """A file given as a knowledge base that is none, or holds nobody; nothing of it is kept."""

    code = "DL207"
    sentence = "the line is no entity of FollowTheMoney and none of Wikidata"


class NeedsWeb(SetupError):
    """The packages of the desk are not installed."""

    code = "DL205"
    sentence = "the desk needs an optional part: install dateline[web]"


class MissingExtra(SetupError):
    """An optional part that a command needs is not installed."""

    code = "DL206"
    sentence = "this needs an optional part: pip install dateline[batch]"


class StageFault(DatelineError):
    """A stage gave something that breaks the contract, such as a span outside the text."""

    code = "DL301"
    exit_code = 70
    sentence = "a stage broke the contract"


class ChronicleError(DatelineError):
    """A chronicle that cannot be opened, read or written."""

    code = "DL400"
    sentence = "the chronicle cannot be used"


class MissingDatabase(ChronicleError):
    """No chronicle at this path."""

    code = "DL401"
    sentence = "there is no chronicle here"


class LockedDatabase(ChronicleError):
    """Another program is writing to the chronicle and does not let go."""

    code = "DL402"
    sentence = "another program is writing to this chronicle; try again when it has finished"


class DiskFull(ChronicleError):
    """No room, or no permission, to write."""

    code = "DL403"
    sentence = "the disk is full; what was reported as stored is safe"


class NotAChronicle(ChronicleError):
    """A file that is not a chronicle, or one of a newer version."""

    code = "DL404"
    sentence = "this file is not a chronicle"


class UnknownRecord(ChronicleError):
    """An id, or the beginning of one, that no record or more than one record has."""

    code = "DL405"
    sentence = "no record has this id"


class BadOption(DatelineError):
    """An option, argument or filter that makes no sense."""

    code = "DL501"
    sentence = "this option makes no sense"


class BadGold(DatelineError):
    """A gold file without ids or texts, with an id twice, or measured against readings of other texts."""

    code = "DL502"
    sentence = "this gold file cannot be used"


class DeskError(DatelineError):
    """Something that the desk does not do."""

    code = "DL600"
    sentence = "the desk does not do this"


class NotSignedIn(DeskError):
    """A form that writes, sent without a session, or without the proof that it comes from a page of the desk."""

    code = "DL601"
    sentence = "sign in first, with the token that the desk showed when it was started"


class UnknownPage(DeskError):
    """An address that the desk has not."""

    code = "DL602"
    sentence = "the desk has no such page"


class BatchError(DatelineError):
    """A batch that cannot be run or used."""

    code = "DL700"
    sentence = "this batch cannot be run"


class OtherBatch(BatchError):
    """A folder that holds another batch, or other files, or no batch at all."""

    code = "DL701"
    sentence = "this folder holds another batch"


class UnfinishedBatch(BatchError):
    """A batch of which not everything is there."""

    code = "DL702"
    sentence = "the batch is not finished"


class BatchStopped(BatchError):
    """Tasks of a batch that could not be done; what was done stays done."""

    code = "DL703"
    sentence = "the batch could not be finished; the same command goes on from here"


class BadTable(DatelineError):
    """A table to be held against the record that cannot be read, or has other columns than it should."""

    code = "DL503"
    sentence = "this table cannot be used"


class SecondReaderError(DatelineError):
    """A second reader that gave nothing to keep; the first reader's rows stand alone."""

    code = "DL800"
    sentence = "the second reader gave no answer"


class SecondReaderUnreachable(SecondReaderError):
    """Nothing listens at the second reader's address, or the connection broke."""

    code = "DL801"
    sentence = "the second reader cannot be reached"


class SecondReaderSlow(SecondReaderError):
    """No whole answer in the time that a second reader gets."""

    code = "DL802"
    sentence = "the second reader was too slow"


class SecondReaderBroken(SecondReaderError):
    """A refusal, a redirect, too much, or something that is no answer in the form that was asked for."""

    code = "DL803"
    sentence = "the second reader's answer cannot be used"


class Unexpected(DatelineError):
    """A fault in dateline itself; `--debug` shows where."""

    code = "DL900"
    exit_code = 70
    sentence = "dateline met a fault of its own"
