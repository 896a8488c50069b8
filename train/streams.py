"""Batches by task. A stream gives its k-th batch from its name, the seed and k alone, so that training can be taken up anywhere."""

import random
import torch

import data

CLS, SEP, MASK = 101, 102, 103
BUDGET = 2048  # pieces of one batch, padding included


class Sample:
    """One window: words of one or several documents, each document's words a run."""

    def __init__(self, runs):
        self.runs = runs  # [(document, first, end)]


class Stream:
    """`packed`: several documents, sentences each, to a window; `together`: all windows of a document in one batch."""

    def __init__(self, name, documents, pieces, seed, packed=False, together=False, lower=0.04, hide=0.05):
        self.name, self.documents, self.pieces, self.seed, self.packed, self.together, self.lower, self.hide = name, documents, pieces, seed, packed, together, lower, hide
        self.epoch, self.batches, self.done = -1, [], 0

    def samples(self, rng):
        if not self.packed:
            for document in self.documents:
                for first, end in data.windows(document, self.pieces, rng.randrange(data.WINDOW // 2)):
                    yield Sample([(document, first, end)])
            return
        order = self.documents[:]
        rng.shuffle(order)
        run, used, room = [], 0, 0
        for document in order:
            first, end = data.windows(document, self.pieces)[0]  # a sentence; what is beyond a window is lost
            size = sum(len(self.pieces.of(w)) for w in document.words[first:end])
            if run and used + size > room:
                yield Sample(run)
                run, used = [], 0
            if not run:
                room = data.WINDOW if rng.random() < 0.6 else rng.randrange(data.WINDOW)
            run.append((document, first, end))
            used += size
        if run:
            yield Sample(run)

    def size(self, sample):
        return 2 + sum(len(self.pieces.of(w)) for d, a, b in sample.runs for w in d.words[a:b])

    def documents_whole(self, rng):
        batches, used = [], BUDGET
        order = self.documents[:]
        rng.shuffle(order)
        for document in order:
            samples = [Sample([(document, a, b)]) for a, b in data.windows(document, self.pieces, rng.randrange(data.WINDOW // 2))]
            size = len(samples) * (data.WINDOW + 2)
            if used + size > BUDGET:
                batches.append([])
                used = 0
            batches[-1] += samples
            used += size
        return batches

    def start(self, epoch):
        rng = random.Random(f"{self.seed} {self.name} {epoch}")
        if self.together:
            self.epoch, self.batches = epoch, self.documents_whole(rng)
            return
        sized = [(self.size(s), i, s) for i, s in enumerate(self.samples(rng))]
        rng.shuffle(sized)
        batches = []
        for at in range(0, len(sized), 256):
            chunk, batch, longest = sorted(sized[at : at + 256], key=lambda x: x[:2]), [], 0
            for size, _, sample in chunk:
                if batch and max(longest, size) * (len(batch) + 1) > BUDGET:
                    batches.append(batch)
                    batch, longest = [], 0
                batch.append(sample)
                longest = max(longest, size)
            batches.append(batch)
        rng.shuffle(batches)
        self.epoch, self.batches = epoch, batches

    def batch(self, state):
        """The next batch; `state` [epoch, index] is moved on."""
        epoch, index = state
        if self.epoch != epoch:
            self.start(epoch)
        batch = self.batches[index]
        state[:] = [epoch, index + 1] if index + 1 < len(self.batches) else [epoch + 1, 0]
        rng = random.Random(f"{self.seed} {self.name} {epoch} {index}")
        lowered = [rng.random() < self.lower for _ in batch]
        return collate(batch, self.pieces, lowered, lambda: rng.random() < self.hide)


def collate(samples, pieces, lowered=None, hidden=lambda: False):
    """Tensors of a batch. Labels stay lists by sample: each task takes what it needs. `hidden` says whether the next word is masked."""
    rows, sentences = [], 0
    for at, sample in enumerate(samples):
        ids, features, first, sentence = [CLS], [0], [], []
        for document, a, b in sample.runs:
            blocks = data.block_of(document)
            quotes = data.quoted(document.words, blocks)
            index = {}
            for k, (s, e, _) in enumerate(document.sentences):
                for i in range(max(s, a), min(e, b)):
                    index[i] = k
            seen = {}
            for i in range(a, b):
                own = pieces.of(document.words[i])
                form = data.shape(document.words[i])
                if lowered and lowered[at] and form:
                    form = 1
                first.append(len(ids))
                ids += [MASK] * len(own) if hidden() else own
                features += [form + 6 * quotes[i]] * len(own)
                k = index[i]
                if k not in seen:
                    seen[k] = sentences
                    sentences += 1
                sentence.append(seen[k])
        ids.append(SEP)
        features.append(0)
        rows.append((ids, features, first, sentence))
    t, n = max(len(r[0]) for r in rows), max(len(r[2]) for r in rows)
    pad = lambda row, size, value: row + [value] * (size - len(row))
    return {
        "ids": torch.tensor([pad(r[0], t, 0) for r in rows]),
        "features": torch.tensor([pad(r[1], t, 0) for r in rows]),
        "mask": torch.tensor([pad([True] * len(r[0]), t, False) for r in rows]),
        "first": torch.tensor([pad(r[2], n, 0) for r in rows]),
        "sentence": torch.tensor([pad(r[3], n, -1) for r in rows]),
        "lengths": torch.tensor([len(r[2]) for r in rows]),
        "sentences": sentences,
        "samples": samples,
    }


def labels(batch, name, default):
    """A task's labels on words [B, N], padded with `default`."""
    n = batch["first"].shape[1]
    rows = [[v for d, a, b in s.runs for v in d.labels[name][a:b]] for s in batch["samples"]]
    return torch.tensor([r + [default] * (n - len(r)) for r in rows])


def by_document(batch):
    """(document, flat indices [W] of its words in the batch's [B * N]) of documents that stand whole in the batch."""
    n, out = batch["first"].shape[1], []
    for row, document, a, b, column in positions(batch):
        if not out or out[-1][0] is not document:
            out.append((document, []))
        out[-1][1].extend(range(row * n + column, row * n + column + b - a))
    return [(d, torch.tensor(at)) for d, at in out]


def chain_labels(batch, name, tags):
    """BIOES tags on words [B, N]; a span that a window cuts ends where the window does."""
    rows = labels(batch, name, 0)
    place = [t[0] for t in tags]
    for row, document, a, b, column in positions(batch):
        first, last = column, column + b - a - 1
        t = int(rows[row, first])
        if place[t] in "IE":
            rows[row, first] = t - 1 if place[t] == "I" else t + 1
        t = int(rows[row, last])
        if place[t] in "BI":
            rows[row, last] = t + 3 if place[t] == "B" else t + 1
    return rows


def by_sentence(batch, name):
    """A task's labels on sentences that are whole documents, in the order of the batch."""
    return torch.tensor([v for s in batch["samples"] for d, _, _ in s.runs for v in d.labels[name]])


def positions(batch):
    """(row, document, first, end, column of its first word) of every run of the batch."""
    for row, sample in enumerate(batch["samples"]):
        column = 0
        for document, a, b in sample.runs:
            yield row, document, a, b, column
            column += b - a
