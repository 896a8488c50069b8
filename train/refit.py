"""Refits the heads of one task on an encoder that is left as it is: `python train/refit.py entity --gold DIR --xtask PATH STATE.pt OUT.pt`.

For other labels or another balance of files: minutes instead of hours. All else in the state stays bit for bit.
"""

import argparse, json, pathlib, random
import torch

import data, network, streams, tasks, train

# For each task: the group of its heads, their names, and how often each of its files is gone through.
TASKS = {
    "entity": ("entity", ["entity"], {"entity.gum": 5, "entity.redocred": 3, "entity.crossner": 8, "entity.btc": 4, "entity.wnut": 4}),
    "factuality": ("event", ["event", "factuality", "certainty", "polarity"], {"factuality.uds": 5, "factuality.uw": 15, "factuality.rp": 2, "factuality.mv2": 0.5}),
    "cause": ("cause", ["cause", "effect", "cue", "causal"], {"cause.cnc": 12}),
}
FILES = {
    "entity.gum": "entities.gum", "entity.redocred": "entities.redocred", "entity.crossner": "entities.crossner_politics", "entity.btc": "entities.btc",
    "entity.wnut": "entities.wnut17", "factuality.uds": "uds.train", "factuality.uw": "uw.train", "factuality.rp": "rp.train",
    "factuality.mv2": "mv2.train", "cause.cnc": "cnc.train",
}


@torch.no_grad()
def vectors(net, group, sets, pieces):
    """Every batch of the files with the vectors that the heads read."""
    out = {}
    for name, documents in sets.items():
        stream = train.stream(name, documents, pieces)
        stream.start(0)
        out[name] = []
        for samples in stream.batches:
            batch = streams.collate(samples, pieces)
            with torch.autocast("cpu", torch.bfloat16):
                words = net.words(net.states(batch), group, batch)
            out[name].append((batch, words.to(torch.bfloat16)))
    return out


class Fixed:
    """Stands for the network where only heads are asked: its words are known."""

    def __init__(self, net, words):
        self.linear, self.chain, self.known = net.linear, net.chain, words

    def words(self, states, group, batch):
        return torch.nn.functional.dropout(self.known.float(), 0.1)

    def sentences(self, states, group, batch):
        return network.pooled(self.words(states, group, batch), batch["sentence"], batch["sentences"])


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("task", choices=sorted(TASKS))
    parser.add_argument("state", type=pathlib.Path)
    parser.add_argument("out", type=pathlib.Path)
    parser.add_argument("--gold", type=pathlib.Path, required=True)
    parser.add_argument("--minilm", type=pathlib.Path, required=True, help="folder with vocab.txt")
    parser.add_argument("--xtask", default="target/release/xtask")
    parser.add_argument("--anew", action="store_true", help="start from new heads, not from those of the state")
    args = parser.parse_args()
    torch.manual_seed(train.SEED)
    torch.set_num_threads(1)
    group, heads, passes = TASKS[args.task]
    cache = args.state.parent / "tokens"
    pieces = data.Pieces(args.minilm / "vocab.txt")
    state = torch.load(args.state, weights_only=False)
    net = network.Network(*(state["names"][k] for k in ("upos", "xpos", "rel")))
    ours = tuple(f"{kind}.{head}." for kind in ("linear", "chain") for head in heads)
    net.load_state_dict({k: v for k, v in state["net"].items() if not (args.anew and k.startswith(ours))}, strict=False)
    network.Quantised.pretend = True
    net.eval()
    known = vectors(net, group, {k: data.gold(args.gold / "train" / f"{FILES[k]}.jsonl.gz", args.xtask, cache) for k in passes}, pieces)
    order = [(name, at) for name, batches in known.items() for at in range(len(batches)) for _ in range(max(1, round(passes[name])))]
    random.Random(train.SEED).shuffle(order)
    own = [p for head in heads for module in (net.linear[head], *([net.chain[head]] if head in net.chain else [])) for p in module.parameters()]
    optimizer = torch.optim.AdamW(own, lr=1e-3, weight_decay=0.01)
    scheduler = torch.optim.lr_scheduler.LambdaLR(optimizer, lambda s: max(0.0, 1 - s / len(order)))
    dev = {k: v for k, v in train.dev_sets(args.gold, args.xtask, cache).items() if k.split(".")[0] == args.task}
    print(json.dumps({k: round(v, 1) for k, v in tasks.measure(net, dev, pieces).items()}), flush=True)
    net.eval()
    for name, at in order:
        batch, words = known[name][at]
        tasks.LOSSES[args.task](Fixed(net, words), None, batch).backward()
        optimizer.step()
        scheduler.step()
        optimizer.zero_grad(set_to_none=True)
    print(json.dumps({k: round(v, 1) for k, v in tasks.measure(net, dev, pieces).items()}))
    torch.save({"net": net.state_dict(), "names": state["names"]}, args.out)


if __name__ == "__main__":
    main()
