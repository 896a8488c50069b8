"""Refits the head of names on an encoder that is left as it is: `python train/refit.py --gold DIR --xtask PATH STATE.pt OUT.pt`.

For a change of its labels alone: minutes instead of hours. All else in the state stays bit for bit.
"""

import argparse, json, pathlib, random
import torch

import data, network, streams, tasks, train

NAME = "entity"
PASSES = 5


@torch.no_grad()
def vectors(net, sets, pieces):
    """Every batch of the task with the vectors that its head reads, in an order that the seed alone decides."""
    out = []
    for name, documents in sets.items():
        stream = streams.Stream(name, documents, pieces, train.SEED)
        stream.start(0)
        for samples in stream.batches:
            batch = streams.collate(samples, pieces)
            with torch.autocast("cpu", torch.bfloat16):
                words = net.words(net.states(batch), NAME, batch)
            out.append((name, batch, words.to(torch.bfloat16)))
    random.Random(train.SEED).shuffle(out)
    return out


class Fixed:
    """Stands for the network where only the head is asked: its words are known."""

    def __init__(self, net, words):
        self.linear, self.chain, self.known = net.linear, net.chain, words

    def words(self, states, group, batch):
        return torch.nn.functional.dropout(self.known.float(), 0.1)


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("state", type=pathlib.Path)
    parser.add_argument("out", type=pathlib.Path)
    parser.add_argument("--gold", type=pathlib.Path, required=True)
    parser.add_argument("--minilm", type=pathlib.Path, required=True, help="folder with vocab.txt")
    parser.add_argument("--xtask", default="target/release/xtask")
    args = parser.parse_args()
    torch.manual_seed(train.SEED)
    cache = args.state.parent / "tokens"
    pieces = data.Pieces(args.minilm / "vocab.txt")
    state = torch.load(args.state, weights_only=False)
    net = network.Network(*(state["names"][k] for k in ("upos", "xpos", "rel")))
    own = {k: v for k, v in state["net"].items() if not k.startswith((f"linear.{NAME}.", f"chain.{NAME}."))}
    net.load_state_dict(own, strict=False)
    network.Quantised.pretend = True
    net.eval()
    read = lambda name: data.gold(args.gold / "train" / f"{name}.jsonl.gz", args.xtask, cache)
    files = {"gum": "entities.gum", "redocred": "entities.redocred", "crossner": "entities.crossner_politics", "btc": "entities.btc", "wnut": "entities.wnut17"}
    batches = vectors(net, {f"{NAME}.{k}": read(v) for k, v in files.items()}, pieces)
    head = [*net.linear[NAME].parameters(), *net.chain[NAME].parameters()]
    optimizer = torch.optim.AdamW(head, lr=2e-3, weight_decay=0.01)
    steps = PASSES * len(batches)
    scheduler = torch.optim.lr_scheduler.LambdaLR(optimizer, lambda s: max(0.0, 1 - s / steps))
    dev = {k: v for k, v in train.dev_sets(args.gold, args.xtask, cache).items() if k.startswith(NAME)}
    for passed in range(PASSES):
        total = 0.0
        for name, batch, words in batches:
            loss = tasks.LOSSES[NAME](Fixed(net, words), None, batch)
            loss.backward()
            total += loss.item()
            optimizer.step()
            scheduler.step()
            optimizer.zero_grad(set_to_none=True)
        print(passed + 1, total / len(batches), flush=True)
    print(json.dumps({k: round(v, 1) for k, v in tasks.measure(net, dev, pieces).items()}))
    net.eval()
    torch.save({"net": net.state_dict(), "names": state["names"]}, args.out)


if __name__ == "__main__":
    main()
