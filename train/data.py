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
WINDOW = 126  # pieces, without [CLS] and [SEP]
PIECES = 12  # of one word, at most


def bioes(labels):
    return ["O"] + [f"{p}-{name}" for name in labels for p in "BIES"]


ATTRIBUTION_TAGS, CAUSE_TAGS, ENTITY_TAGS = bioes(ROLES), bioes(CAUSES), bioes(KINDS)


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


def factuality(line, document, offsets):
    """Events as (word, score, certainty, polarity); None where the file does not say."""
    events = []
    for item in line["events"]:
        if w := words_in(offsets, item["start"], item["end"]):
            certainty = CERTAINTY.index(item["certainty"]) if item.get("certainty") else -1
            polarity = {"affirmed": 0, "negated": 1}.get(item.get("polarity"), -1)
            events.append((w[0], item.get("gold", {}).get("score"), certainty, polarity))
    document.labels["factuality"] = events


def cause(line, document, offsets):
    tags = [0] * len(document.words)
    for item in line["causes"]:
        for role in ("cue", "effect", "cause"):
            if item.get(role) and (w := words_in(offsets, item[role]["start"], item[role]["end"])):
                put(tags, CAUSES, role, *w)
    whole(document)
    document.labels.update(cause=tags, causal=[float(line["gold"]["causal"])])


def check(line, document, offsets):
    whole(document)
    document.labels["check"] = [float(line["claims"][0]["check_worthiness"])]


def whole(document):
    """One sentence, since the file's labels are on whole lines."""
    document.sentences = [[0, len(document.words), 0]]


READERS = {"attributions": attribution, "entities": entity, "factuality": factuality, "causes": cause, "check_worthiness": check}


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
