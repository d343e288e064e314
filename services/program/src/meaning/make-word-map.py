"""Makes word-map.bin: see SOURCE.md. 
usage: make-word-map.py FOLDER-WITH-model.safetensors-AND-tokenizer.json EVERYDAY-WORDS.txt GLOVE-WORDS-BY-FREQUENCY.txt word-map.bin"""
import json, struct, sys
import numpy as np
from tokenizers import Tokenizer

HEADS, LAYERS, DIMENSIONS = 12, 6, 128

def load(path):
    with open(path, 'rb') as file:
        head = json.loads(file.read(struct.unpack('<Q', file.read(8))[0]))
        data = file.read()
    kind = {'F32': np.float32, 'F16': np.float16, 'I64': np.int64}
    return {name.removeprefix('bert.'): np.frombuffer(data[slice(*one['data_offsets'])], dtype=kind[one['dtype']]).reshape(one['shape'])
            for name, one in head.items() if name != '__metadata__'}

folder, everyday, by_frequency, target = sys.argv[1:5]
P = load(f'{folder}/model.safetensors')
tokens = Tokenizer.from_file(f'{folder}/tokenizer.json')
tokens.enable_padding()

def norm(x, name):
    return (x - x.mean(-1, keepdims=True)) / np.sqrt(x.var(-1, keepdims=True) + 1e-12) * P[name + '.weight'] + P[name + '.bias']

def linear(x, name):
    return x @ P[name + '.weight'].T + P[name + '.bias']

def gelu(x):  # erf by Abramowitz & Stegun 7.1.26
    z = np.abs(x) / np.sqrt(2)
    t = 1 / (1 + 0.3275911 * z)
    erf = 1 - (((((1.061405429 * t - 1.453152027) * t) + 1.421413741) * t - 0.284496736) * t + 0.254829592) * t * np.exp(-z * z)
    return x * 0.5 * (1 + np.sign(x) * erf)

def embed(texts):
    """The mean of the last layer over the tokens of each text (BERT, 6 layers of 384)."""
    encoded = tokens.encode_batch(list(texts))
    ids, mask = (np.array([getattr(one, what) for one in encoded]) for what in ('ids', 'attention_mask'))
    rows, length = ids.shape
    x = norm(P['embeddings.word_embeddings.weight'][ids] + P['embeddings.position_embeddings.weight'][:length]
             + P['embeddings.token_type_embeddings.weight'][0], 'embeddings.LayerNorm')
    hide = (1 - mask)[:, None, None, :] * -1e9
    for layer in range(LAYERS):
        at = f'encoder.layer.{layer}.'
        q, k, v = [linear(x, f'{at}attention.self.{n}').reshape(rows, length, HEADS, -1).transpose(0, 2, 1, 3) for n in ('query', 'key', 'value')]
        a = q @ k.transpose(0, 1, 3, 2) / np.sqrt(q.shape[-1]) + hide
        a = np.exp(a - a.max(-1, keepdims=True))
        c = ((a / a.sum(-1, keepdims=True)) @ v).transpose(0, 2, 1, 3).reshape(rows, length, -1)
        x = norm(linear(c, at + 'attention.output.dense') + x, at + 'attention.output.LayerNorm')
        x = norm(linear(gelu(linear(x, at + 'intermediate.dense')), at + 'output.dense') + x, at + 'output.LayerNorm')
    return (x * mask[..., None]).sum(1) / mask.sum(1, keepdims=True)

rank = {word: place + 1 for place, word in enumerate(open(by_frequency).read().split())}
words = sorted((word for word in open(everyday).read().split() if word in rank), key=rank.get)
X = np.concatenate([embed(words[at:at + 512]) for at in range(0, len(words), 512)]).astype(np.float32)
X -= X.mean(0)
X = X @ np.linalg.svd(X, full_matrices=False)[2][:DIMENSIONS].T
letters = '\n'.join(words).encode()
frequency = bytes(max(0, round((8 - np.log10(rank[word])) * 30)) for word in words)
with open(target, 'wb') as file:
    file.write(struct.pack('<III', len(words), DIMENSIONS, len(letters)) + letters + frequency
               + np.round(X / np.abs(X).max(1, keepdims=True) * 127).astype(np.int8).tobytes())
