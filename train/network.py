"""The encoder with its heads, as `claimant-model` runs it: MiniLM-L6-H384 with a feature embedding, one learned mix of layers for
each group of heads, BIOES tags decoded by a linear-chain CRF, biaffine arcs and links, pooled sentence scores."""

import math
import torch
from torch import nn
from torch.nn import functional as F

import data

FEATURES = 12
GROUPS = ("syntax", "entity", "attribution", "event", "cause", "check", "embedding", "coreference")
ARC, REL, LINK, REFER, EDGE = 128, 64, 64, 96, 64


class Quantised(nn.Linear):
    """A linear layer that can pretend to be int8: weights by output channel, activations by row, gradients straight through."""

    pretend = False

    def forward(self, x):
        if not Quantised.pretend:
            return super().forward(x)
        return F.linear(through(x, rows), through(self.weight, channels), self.bias)


def through(x, quantise):
    return x + (quantise(x.detach().float()) - x.detach().float()).to(x.dtype)


def channels(w):
    """Symmetric, one scale an output channel, -127..=127."""
    scale = (w.abs().amax(-1, keepdim=True) / 127).clamp_min(1e-12)
    return (w / scale).round().clamp(-127, 127) * scale


def rows(x):
    """Asymmetric, one scale a row, 0..=255."""
    low, high = x.amin(-1, keepdim=True).clamp_max(0), x.amax(-1, keepdim=True).clamp_min(0)
    scale = ((high - low) / 255).clamp_min(1e-12)
    zero = (-low / scale).round()
    return ((x / scale).round() + zero).clamp(0, 255).sub(zero) * scale


class Layer(nn.Module):
    def __init__(self, hidden=384, heads=12, ffn=1536):
        super().__init__()
        self.heads = heads
        self.qkv, self.out = Quantised(hidden, 3 * hidden), Quantised(hidden, hidden)
        self.up, self.down = Quantised(hidden, ffn), Quantised(ffn, hidden)
        self.norm1, self.norm2 = nn.LayerNorm(hidden, eps=1e-12), nn.LayerNorm(hidden, eps=1e-12)
        self.drop = nn.Dropout(0.1)

    def forward(self, h, mask):
        b, t, d = h.shape
        q, k, v = self.qkv(h).view(b, t, 3, self.heads, d // self.heads).permute(2, 0, 3, 1, 4)
        a = F.scaled_dot_product_attention(q, k, v, attn_mask=mask)
        h = self.norm1(h + self.drop(self.out(a.transpose(1, 2).reshape(b, t, d))))
        return self.norm2(h + self.drop(self.down(F.gelu(self.up(h)))))


class Encoder(nn.Module):
    def __init__(self, layers=6, hidden=384, vocabulary=30522, positions=data.WINDOW + 2):
        super().__init__()
        self.word = nn.Embedding(vocabulary, hidden)
        self.word.weight.requires_grad_(False)  # few pieces are seen often enough to learn more than noise
        self.position, self.feature = nn.Embedding(positions, hidden), nn.Embedding(FEATURES, hidden)
        nn.init.zeros_(self.feature.weight)
        self.norm, self.drop = nn.LayerNorm(hidden, eps=1e-12), nn.Dropout(0.1)
        self.layers = nn.ModuleList(Layer() for _ in range(layers))

    def forward(self, ids, features, mask):
        h = self.drop(self.norm(self.word(ids) + self.position.weight[: ids.shape[1]] + self.feature(features)))
        out, mask = [h], mask[:, None, None, :]
        for layer in self.layers:
            h = layer(h, mask)
            out.append(h)
        return out

    def load_minilm(self, path):
        """Takes the weights of sentence-transformers' MiniLM-L6 (BERT names)."""
        from safetensors.torch import load_file

        w = load_file(path)
        e = "embeddings."
        self.word.weight.data = channels(w[e + "word_embeddings.weight"])
        self.position.weight.data = (w[e + "position_embeddings.weight"] + w[e + "token_type_embeddings.weight"][0])[: self.position.num_embeddings].clone()
        self.norm.load_state_dict({"weight": w[e + "LayerNorm.weight"], "bias": w[e + "LayerNorm.bias"]})
        for i, layer in enumerate(self.layers):
            p = f"encoder.layer.{i}."
            for kind in ("weight", "bias"):
                layer.qkv.load_state_dict({kind: torch.cat([w[f"{p}attention.self.{n}.{kind}"] for n in ("query", "key", "value")])}, strict=False)
                for ours, theirs in (("out", "attention.output.dense"), ("up", "intermediate.dense"), ("down", "output.dense"), ("norm1", "attention.output.LayerNorm"), ("norm2", "output.LayerNorm")):
                    getattr(layer, ours).load_state_dict({kind: w[f"{p}{theirs}.{kind}"]}, strict=False)


class Chain(nn.Module):
    """Linear-chain CRF over BIOES tags. Impossible steps are fixed at -10000."""

    def __init__(self, tags):
        super().__init__()
        self.tags = tags
        self.steps = nn.Parameter(torch.zeros(len(tags), len(tags)))
        self.first, self.last = nn.Parameter(torch.zeros(len(tags))), nn.Parameter(torch.zeros(len(tags)))
        opens = lambda t: t[0] in "BI"
        goes = lambda a, b: (b[0] in "IE" and b[2:] == a[2:]) if opens(a) else b[0] in "OBS"
        self.register_buffer("bar", torch.tensor([[0.0 if goes(a, b) else -1e4 for b in tags] for a in tags]), persistent=False)
        self.register_buffer("bar_first", torch.tensor([0.0 if t[0] in "OBS" else -1e4 for t in tags]), persistent=False)
        self.register_buffer("bar_last", torch.tensor([0.0 if t[0] in "OES" else -1e4 for t in tags]), persistent=False)

    def weights(self):
        return self.steps + self.bar, self.first + self.bar_first, self.last + self.bar_last

    def total(self, emissions, lengths):
        """log Z of each row of a batch [B, N, tags]."""
        steps, first, last = self.weights()
        alpha = first + emissions[:, 0]
        for i in range(1, emissions.shape[1]):
            step = torch.logsumexp(alpha[:, :, None] + steps, 1) + emissions[:, i]
            alpha = torch.where((i < lengths)[:, None], step, alpha)
        return torch.logsumexp(alpha + last, 1)

    def loss(self, emissions, allowed, lengths):
        """-log P(allowed) by word: `allowed` [B, N, tags] says which tags fit the gold at each word."""
        held = emissions.masked_fill(~allowed, -1e4)
        both = self.total(torch.cat([emissions, held]), torch.cat([lengths, lengths]))
        free, fixed = both.chunk(2)
        return (free - fixed).sum() / lengths.sum()

    @torch.no_grad()
    def decode(self, emissions, lengths):
        steps, first, last = self.weights()
        out = []
        for row, n in zip(emissions, lengths.tolist()):
            score, back = first + row[0], []
            for i in range(1, n):
                best, at = (score[:, None] + steps).max(0)
                score = best + row[i]
                back.append(at)
            tag = int((score + last).argmax())
            path = [tag]
            for at in reversed(back):
                tag = int(at[tag])
                path.append(tag)
            out.append(path[::-1])
        return out


class Network(nn.Module):
    def __init__(self, upos, xpos, rels):
        super().__init__()
        self.names = {"upos": upos, "xpos": xpos, "rel": rels}
        self.encoder = Encoder()
        layers = len(self.encoder.layers) + 1
        start = torch.zeros(len(GROUPS), layers)
        start[:, -1] = 1.0
        self.mix, self.scale = nn.Parameter(start), nn.Parameter(torch.ones(len(GROUPS)))
        h = 384
        self.linear = nn.ModuleDict({
            "upos": Quantised(h, len(upos)), "xpos": Quantised(h, len(xpos)),
            "arc": Quantised(h, 2 * ARC + 2 * REL),
            "entity": Quantised(h, len(data.ENTITY_TAGS)),
            "attribution": Quantised(h, len(data.ATTRIBUTION_TAGS)), "link": Quantised(h, 2 * LINK),
            "event": Quantised(h, 1), "factuality": Quantised(h, 1), "certainty": Quantised(h, 4), "polarity": Quantised(h, 2),
            **{part: Quantised(h, len(tags)) for part, tags in data.CAUSE_TAGS.items()}, "causal": Quantised(h, 1),
            "check": Quantised(h, 1), "embedding": Quantised(h, h),
            "refer": Quantised(h, 2 * REFER), "edge": Quantised(h, 3 * EDGE),
        })
        self.chain = nn.ModuleDict({k: Chain(tags) for k, tags in {"entity": data.ENTITY_TAGS, "attribution": data.ATTRIBUTION_TAGS, **data.CAUSE_TAGS}.items()})
        small = lambda *shape: nn.Parameter(torch.randn(*shape) / math.sqrt(shape[-1]))
        self.arc, self.arc_head, self.arc_root = small(ARC, ARC), small(ARC), small(ARC)
        self.rel, self.rel_dep, self.rel_head, self.rel_bias, self.rel_root = small(len(rels), REL, REL), small(len(rels), REL), small(len(rels), REL), nn.Parameter(torch.zeros(len(rels))), small(REL)
        self.link, self.link_cue, self.link_none = small(LINK, LINK), small(LINK), small(LINK)
        self.refer, self.refer_from, self.refer_to = small(REFER, REFER), small(REFER), small(REFER)
        zeros = lambda *shape: nn.Parameter(torch.zeros(shape))
        self.refer_far, self.refer_sentences = zeros(data.FAR), zeros(data.FAR)
        self.refer_kinds = zeros(data.MATCHES * data.REFERENTS * data.REFERENTS)
        self.refer_quoted = zeros(4 * data.REFERENTS)
        self.edge_first, self.edge_last = small(EDGE, EDGE), small(EDGE, EDGE)
        self.edge_first_bias, self.edge_last_bias = small(EDGE), small(EDGE)
        self.drop = nn.Dropout(0.15)
        nn.init.eye_(self.linear["embedding"].weight)
        nn.init.zeros_(self.linear["embedding"].bias)

    def states(self, batch):
        return self.encoder(batch["ids"], batch["features"], batch["mask"])

    def group(self, states, name):
        """The mix of layers for a group of heads, [B, T, 384]."""
        i = GROUPS.index(name)
        w = torch.softmax(self.mix[i] * 3, 0) * self.scale[i]
        return sum(w[j] * s for j, s in enumerate(states))

    def words(self, states, name, batch):
        """The same at each word's first piece, [B, N, 384]."""
        h = self.group(states, name)
        return self.drop(h.gather(1, batch["first"][:, :, None].expand(-1, -1, h.shape[-1])))

    def sentences(self, states, name, batch):
        """The mean over the words of each sentence, [sentences, 384]; rows in order of the batch."""
        h = self.words(states, name, batch)
        return pooled(h, batch["sentence"], batch["sentences"])

    def arcs(self, states, batch):
        """Scores [B, N, N+1] of heads (column 0 the root; other sentences barred), and the parts that score relations."""
        z = F.gelu(self.linear["arc"](self.words(states, "syntax", batch))).float()
        dep, head, rdep, rhead = z.split([ARC, ARC, REL, REL], -1)
        head = torch.cat([self.arc_root.expand(len(z), 1, -1), head], 1)
        score = dep @ self.arc @ head.transpose(1, 2) + (head @ self.arc_head)[:, None, :]
        s = batch["sentence"]
        same = (s[:, :, None] == s[:, None, :]) & (s >= 0)[:, :, None]
        same = same & ~torch.eye(s.shape[1], dtype=torch.bool)
        bar = torch.cat([torch.ones(len(z), s.shape[1], 1, dtype=torch.bool), same], 2)
        return score.masked_fill(~bar, -1e4), rdep, torch.cat([self.rel_root.expand(len(z), 1, -1), rhead], 1)

    def rels(self, rdep, rhead, heads):
        """Scores [B, N, R] of relations to the given heads."""
        h = rhead.gather(1, heads[:, :, None].expand(-1, -1, REL))
        pair = torch.einsum("bnd,rde,bne->bnr", rdep, self.rel, h)
        return pair + rdep @ self.rel_dep.T + h @ self.rel_head.T + self.rel_bias

    def links(self, states, batch):
        """Scores [B, N, N+1]: which word starts the cue of a word's source or content; column 0 none here."""
        z = F.gelu(self.linear["link"](self.words(states, "attribution", batch))).float()
        dep, cue = z.split([LINK, LINK], -1)
        cue = torch.cat([self.link_none.expand(len(z), 1, -1), cue], 1)
        score = dep @ self.link @ cue.transpose(1, 2) + (cue @ self.link_cue)[:, None, :]
        bar = torch.cat([torch.ones(len(z), 1, dtype=torch.bool), batch["sentence"] >= 0], 1)
        return score.masked_fill(~bar[:, None, :], -1e4)

    def antecedents(self, words, at, features):
        """Scores [K, K] of pairs of the referents `at` (flat indices into words [W, 384]): a row's antecedent is a column; 0 is none."""
        z = F.gelu(self.linear["refer"](words[at])).float()
        late, early = z.split(REFER, -1)
        score = late @ self.refer @ early.T + (late @ self.refer_from)[:, None] + (early @ self.refer_to)[None, :]
        far, sentences, kinds, quoted = features
        return score + self.refer_far[far] + self.refer_sentences[sentences] + self.refer_kinds[kinds] + self.refer_quoted[quoted]

    def edges(self, words, heads, sentence):
        """Scores [2, K, W] of the first and last word of the mention whose head is given; words of other sentences are barred."""
        z = F.gelu(self.linear["edge"](words)).float()
        head, first, last = z.split(EDGE, -1)
        here = sentence[heads][:, None] == sentence[None, :]
        index = torch.arange(len(words))
        first = (head[heads] @ self.edge_first @ first.T + first @ self.edge_first_bias).masked_fill(~(here & (index <= heads[:, None])), -1e4)
        last = (head[heads] @ self.edge_last @ last.T + last @ self.edge_last_bias).masked_fill(~(here & (index >= heads[:, None])), -1e4)
        return torch.stack([first, last])


def pooled(h, index, count):
    """Mean of rows by sentence: `index` [B, N] numbers sentences over the batch, -1 for padding."""
    flat, at = h.reshape(-1, h.shape[-1]), index.reshape(-1)
    keep = at >= 0
    total = torch.zeros(count, h.shape[-1], dtype=h.dtype).index_add(0, at[keep], flat[keep])
    number = torch.zeros(count, dtype=h.dtype).index_add(0, at[keep], torch.ones_like(at[keep], dtype=h.dtype))
    return total / number.clamp_min(1)[:, None]
