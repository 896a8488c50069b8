"""Gold files to training documents: words, sentences, blocks, and labels by task.

Words are those of the program's own segmentation (`cargo xtask tokens`), so that the model learns from what it will be given;
treebanks bring theirs, which follow the same conventions. Windows are cut as `claimant-model` cuts them.
"""

import gzip, json, pathlib, subprocess

ROLES = ("source", "cue", "content")
CAUSES = ("cause", "effect", "cue")
# Kinds that some file annotates exhaustively. Groups and laws none does: without counterexamples they would swallow every word.
KINDS = ("person", "organization", "place", "event", "work", "product")
CERTAINTY = ("certain", "probable", "possible", "unknown")
# Words after a place's name that say that it stands for itself.
LINKS = set("and or but as at by for from in into near of on to with that which who where when while after before since until than is was are were has had have will would could can may might said says".split())
PEOPLES = {row[0] for line in (pathlib.Path(__file__).parent / "../crates/claimant-extract/data/countries.tsv").read_text().splitlines() if (row := line.split("\t"))[1:2] == ["group"]}
WINDOW = 126  # pieces, without [CLS] and [SEP]
PIECES = 12  # of one word, at most


def bioes(labels):
    return ["O"] + [f"{p}-{name}" for name in labels for p in "BIES"]


ATTRIBUTION_TAGS, ENTITY_TAGS = bioes(ROLES), bioes(KINDS)
# The parts of causal links overlap (what one link names as its effect is another's cause), so each part has its own tags.
CAUSE_TAGS = {part: bioes([part]) for part in CAUSES}


class Document:
    """Words with their sentences [(first, end, block)] and, by task, labels on words or sentences."""

    def __init__(self, words, sentences, name=""):
        self.words, self.sentences, self.name = words, sentences, name
        self.labels = {}


def read(path):
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        return [json.loads(line) for line in lines if line.strip()]


def segmented(path, xtask, cache):
    """Every line of a gold file with its Document and the offsets of its words."""
    kept = pathlib.Path(cache) / f"{path.parent.name}.{path.name.removesuffix('.jsonl.gz')}.jsonl"
    if not kept.exists():
        kept.parent.mkdir(parents=True, exist_ok=True)
        kept.write_bytes(subprocess.run([xtask, "tokens", str(path)], check=True, capture_output=True).stdout)
    for line, cut in zip(read(path), map(json.loads, kept.read_text(encoding="utf-8").splitlines()), strict=True):
        assert line["doc"] == cut["doc"]
        text = line["article"]["text"]
        yield line, Document([text[a:b] for a, b in cut["tokens"]], cut["sentences"], line["doc"]), cut["tokens"]


def words_in(offsets, start, end):
    """First and end index of the words that lie in [start, end) by more than half."""
    import bisect

    at = bisect.bisect_right(offsets, [start, 0])
    first = max(0, at - 1)
    while first < len(offsets) and offsets[first][1] <= start:
        first += 1
    last = first
    while last < len(offsets) and offsets[last][0] < end:
        last += 1
    inside = [i for i in range(first, last) if 2 * (min(end, offsets[i][1]) - max(start, offsets[i][0])) > offsets[i][1] - offsets[i][0]]
    return (inside[0], inside[-1] + 1) if inside else None


def put(tags, names, label, first, end):
    """Writes one BIOES span; not over another one."""
    if any(tags[i] for i in range(first, end)):
        return False
    base = 1 + 4 * names.index(label)
    for i in range(first, end):
        tags[i] = base + 1
    tags[first], tags[end - 1] = base, base + 2
    if end - first == 1:
        tags[first] = base + 3
    return True


def block_of(document):
    blocks = [0] * len(document.words)
    for first, end, block in document.sentences:
        blocks[first:end] = [block] * (end - first)
    return blocks


def attribution(line, document, offsets):
    """BIOES tags of source, cue and content, spans cut at block ends; and for each word of a source or content its cue's first word."""
    blocks, tags, link = block_of(document), [0] * len(document.words), [-1] * len(document.words)
    for item in line["attributions"]:
        spans = {role: [w for s in item.get(role, []) if (w := words_in(offsets, s["start"], s["end"]))] for role in ROLES}
        cue = min((w[0] for w in spans["cue"]), default=None)
        for role in ("cue", "source", "content"):
            for first, end in spans[role]:
                while first < end:
                    stop = next((i for i in range(first, end) if blocks[i] != blocks[first]), end)
                    if put(tags, ROLES, role, first, stop) and role != "cue" and cue is not None:
                        link[first:stop] = [cue] * (stop - first)
                    first = stop
    document.labels.update(attribution=tags, link=link)


def entity(line, document, offsets):
    """BIOES tags of names; and which kinds this file annotates: O there may hide a name of any other kind."""
    tags, unsure = [0] * len(document.words), set()
    kinds = set(line.get("kinds") or KINDS)
    spans = sorted((m["start"] - m["end"], m["start"], m["end"], e["kind"]) for e in line.get("entities", []) for m in e["mentions"] if m.get("form", "name") == "name")
    for _, start, end, kind in spans:
        if not (w := words_in(offsets, start, end)):
            continue
        if document.words[w[0]].lower() in ("the", "a", "an") and w[1] - w[0] > 1:
            w = (w[0] + 1, w[1])
        if document.words[w[1] - 1] in ("'s", "’s", "'", "’") and w[1] - w[0] > 1:
            w = (w[0], w[1] - 1)
        if kind in kinds and kind in KINDS:
            put(tags, KINDS, kind, *w)
        elif kind != "group":
            unsure |= set(range(*w))
    document.labels.update(entity=tags, kinds=sorted(kinds), unsure=sorted(i for i in unsure if not tags[i]))


def place(line, document, offsets):
    """Places alone. Such files mark places inside other names and peoples too: what stands in a longer name, or before a noun, is left open."""
    entity(line | {"kinds": ["place"]}, document, offsets)
    tags, words, unsure = document.labels["entity"], document.words, set(document.labels["unsure"])
    for first, end, _ in document.sentences:
        at = first
        while at < end:
            stop = at + 1
            if not tags[at]:
                at = stop
                continue
            while stop < end and tags[stop] and (tags[stop] - 1) % 4 in (1, 2):
                stop += 1
            near = [i for i in (at - 1, stop) if first <= i < end and i != first and shape(words[i]) > 1]
            if near or words[at] in PEOPLES or stop < end and words[stop].isalpha() and words[stop].islower() and words[stop] not in LINKS:
                unsure |= set(range(at, stop)) | set(near)
            at = stop
    for i in unsure:
        tags[i] = 0
    document.labels["unsure"] = sorted(unsure)


def factuality(line, document, offsets):
    """Events as (word, score, certainty, polarity), None where the file does not say; and the runs of words whose events are nearly all marked."""
    events = []
    for item in line["events"]:
        if w := words_in(offsets, item["start"], item["end"]):
            certainty = CERTAINTY.index(item["certainty"]) if item.get("certainty") else -1
            polarity = {"affirmed": 0, "negated": 1}.get(item.get("polarity"), -1)
            events.append((w[0], item.get("gold", {}).get("score"), certainty, polarity))
    document.labels.update(factuality=events, marked=[(0, len(document.words))] if line["dataset"] in ("uds", "uw") else [])


def cause(line, document, offsets):
    whole(document)
    document.labels["causal"] = [float(line["gold"]["causal"])]
    for part in CAUSES:
        document.labels[part] = tags = [0] * len(document.words)
        for item in line["causes"]:
            if item.get(part) and (w := words_in(offsets, item[part]["start"], item[part]["end"])):
                put(tags, [part], part, *w)


def coreference(line, document, offsets):
    """Mentions as (first, end, entity); whether every mention that corefers is marked, whatever it is of."""
    mentions = {(w, at) for at, e in enumerate(line["entities"]) for m in e["mentions"] if (w := words_in(offsets, m["start"], m["end"]))}
    document.labels.update(mentions=sorted((a, b, at) for (a, b), at in mentions), exhaustive=line["dataset"] != "litbank")


def check(line, document, offsets):
    whole(document)
    document.labels["check"] = [float(line["claims"][0]["check_worthiness"])]


# Classes of words that refer, by tag and form; then how two of them match; and buckets of distance.
PRONOUNS = {"i": 4, "we": 5, "you": 6, "he": 7, "she": 8, "it": 9, "they": 10}
FORMS = {
    "me": "i", "my": "i", "mine": "i", "myself": "i", "us": "we", "our": "we", "ours": "we", "ourselves": "we", "your": "you", "yours": "you",
    "yourself": "you", "yourselves": "you", "him": "he", "his": "he", "himself": "he", "her": "she", "hers": "she", "herself": "she",
    "its": "it", "itself": "it", "them": "they", "their": "they", "theirs": "they", "themselves": "they",
}
REFERENTS, MATCHES, FAR = 15, 3, 10


def referent(word, upos, xpos):
    """The class of a word that may refer, 0..14: names, nouns (plural or not), the pronouns, demonstratives, relatives, others; None if it is none."""
    low = word.lower()
    if upos == "PROPN":
        return int(xpos == "NNPS")
    if upos == "NOUN":
        return 2 + (xpos == "NNS")
    if upos in ("PRON", "DET"):
        if (known := PRONOUNS.get(FORMS.get(low, low))) is not None:
            return known
        if low in ("this", "that", "these", "those") and xpos == "DT":
            return 11
        if upos == "PRON":
            return 12 if xpos in ("WDT", "WP", "WP$") else 13
    return 14 if upos in ("X", "NUM") else None


def bucket(n):
    """0..9: 0, 1, 2, 3, 4, 5-7, 8-15, 16-31, 32-63, 64 and more."""
    return n if n < 5 else min(n.bit_length(), 7) + 2 if n > 7 else 5


def whole(document):
    """One sentence, since the file's labels are on whole lines."""
    document.sentences = [[0, len(document.words), 0]]


READERS = {"attributions": attribution, "entities": entity, "places": place, "factuality": factuality, "causes": cause, "check_worthiness": check, "coref": coreference}


def gold(path, xtask, cache):
    """The documents of a gold file with the labels of its layer."""
    out = []
    for line, document, offsets in segmented(path, xtask, cache):
        if document.words:
            READERS[line["layers"][0]](line, document, offsets)
            out.append(document)
    return out


def conllu(path):
    """Treebank documents: words with UPOS, XPOS, head (index in the sentence, 0 the root) and relation."""
    documents, block = [], -1
    rows = []

    def end():
        if not rows:
            return
        document = documents[-1]
        first = len(document.words)
        document.words += [r[1] for r in rows]
        document.sentences.append([first, len(document.words), block])
        for name, value in (("upos", [r[3] for r in rows]), ("xpos", [r[4] for r in rows]), ("head", [int(r[6]) for r in rows]), ("rel", [r[7] if r[7] in KEPT else r[7].split(":")[0] for r in rows])):
            document.labels.setdefault(name, []).extend(value)
        rows.clear()

    with gzip.open(path, "rt", encoding="utf-8") as lines:
        for line in lines:
            line = line.rstrip("\n")
            if line.startswith("# newdoc"):
                documents.append(Document([], [], line.split("=")[-1].strip()))
                block += 1
            elif line.startswith("# newpar"):
                block += 1
            elif not line:
                end()
            elif not line.startswith("#"):
                row = line.split("\t")
                if row[0].isdigit():
                    rows.append(row)
    end()
    return [d for d in documents if d.words]


def offsets_in(text, words):
    """Where each word of a treebank document stands in its running text."""
    solid, out, at = [i for i, c in enumerate(text) if not c.isspace()], [], 0
    for word in words:
        size = sum(not c.isspace() for c in word)
        out.append([solid[at], solid[at + size - 1] + 1])
        at += size
    return out


def gum(path, files, phrases):
    """The treebank's documents with the labels that other layers of the same texts bring: one pass teaches all of them.

    `phrases` marks every noun phrase, whether it corefers or not: more limits to learn from.
    """
    documents = conllu(path)
    named = {d.name.removeprefix("GUM_"): d for d in documents}
    for line in read(phrases):
        document = named[line["doc"].split("/")[1]]
        coreference(line, document, offsets_in(line["article"]["text"], document.words))
        document.labels["phrases"] = [m[:2] for m in document.labels["mentions"]]
    for file in files:
        for line in read(file):
            document = named[line["doc"].split("/")[1]]
            READERS[line["layers"][0]](line, document, offsets_in(line["article"]["text"], document.words))
    return documents


def ewt(path, uds):
    """The treebank's documents with the factuality of those sentences that UDS marks (`marked`)."""
    documents = conllu(path)
    known = {"".join(line["article"]["text"].split()): line for line in read(uds)}
    for document in documents:
        document.labels.update(factuality=[], marked=[])
        for first, end, _ in document.sentences:
            words = document.words[first:end]
            if not (line := known.get("".join(words))):
                continue
            sentence = Document(words, [])
            factuality(line, sentence, offsets_in(line["article"]["text"], words))
            document.labels["factuality"] += [(first + i, *rest) for i, *rest in sentence.labels["factuality"]]
            document.labels["marked"].append((first, end))
    return documents


# Relations that keep their subtype: those that rules want.
KEPT = {"nmod:poss", "nsubj:pass", "aux:pass", "acl:relcl", "obl:tmod", "compound:prt", "obl:agent", "csubj:pass", "nmod:tmod", "obl:npmod", "obl:unmarked", "nmod:unmarked", "det:predet", "cc:preconj"}


def shape(word):
    """Letter case of a word, 0..5: see claimant-model."""
    cased = [c for c in word if c.isupper() or c.islower()]
    letters = [c for c in word if c.isalpha()]
    if not cased:
        return 0
    upper = [c.isupper() for c in cased]
    if not any(upper):
        return 1
    if all(upper):
        return 3 if len(letters) == 1 else 4
    return 2 if cased[0] == letters[0] and upper[0] and not any(upper[1:]) else 5


def quoted(words, blocks):
    """Whether each word stands inside an open quotation, its marks included."""
    out, inside, last = [], False, None
    for word, block in zip(words, blocks):
        if block != last:
            inside, last = False, block
        if word in ("“", "«"):
            inside = True
            out.append(True)
        elif word in ("”", "»"):
            out.append(True)
            inside = False
        elif word in ('"', "``", "''"):
            out.append(True)
            inside = not inside
        else:
            out.append(inside)
    return out


class Pieces:
    """Words to wordpieces, remembered."""

    def __init__(self, vocabulary):
        from tokenizers import BertWordPieceTokenizer

        self.tokenizer = BertWordPieceTokenizer(str(vocabulary), lowercase=True)
        self.known = {}

    def of(self, word):
        if word not in self.known:
            self.known[word] = self.tokenizer.encode(word, add_special_tokens=False).ids[:PIECES] or [100]
        return self.known[word]


def windows(document, pieces, jitter=0):
    """Runs of words [(first, end)] that fit into one window: whole blocks where they fit, else cut at sentence ends, else anywhere.

    `jitter` shortens the first window, so that epochs see other cuts.
    """
    size = [len(pieces.of(w)) for w in document.words]
    out, start, used, room = [], 0, 0, WINDOW - jitter
    at = 0
    sentences = document.sentences

    def close(end):
        nonlocal start, used, room
        if end > start:
            out.append((start, end))
            start, used, room = end, 0, WINDOW

    while at < len(sentences):
        stop = at
        while stop < len(sentences) and sentences[stop][2] == sentences[at][2]:
            stop += 1
        first, end = sentences[at][0], sentences[stop - 1][1]
        need = sum(size[first:end])
        if used + need > room:
            close(first)
        if need <= room:
            used += need
        else:
            for a, b, _ in sentences[at:stop]:
                need = sum(size[a:b])
                if used + need > room:
                    close(a)
                if need <= room:
                    used += need
                    continue
                for i in range(a, b):
                    if used + size[i] > room:
                        close(i)
                    used += size[i]
        at = stop
    close(len(document.words))
    return out
