import canonicalize from 'canonicalize';
import { createHash } from 'node:crypto';
import { canonicalHash, canonicalJson } from '../platform/hashing';
import { contentHashOf } from './contentHash';

const node = {
  id: 'alert-1',
  sourceType: 'telemetry' as const,
  timestamp: '2026-03-02T14:07:00.000Z',
  payload: { z: [1, 2.5, 1e21, -0], a: { ü: 'ß', '\u20ac': null, A: true } },
  confidence: 0.9,
  metadata: { service: 'checkout', region: 'eu-1', correlationId: 'x' },
  provider: 'prometheus',
  sourceUrl: 'https://prometheus.example.com/graph?g0=1',
  truncated: false,
};

const reference = (value: unknown) =>
  createHash('sha256').update(canonicalize(value)!).digest('hex');

describe('content hash', () => {
  it('is the SHA-256 of the RFC 8785 JSON of the hashed fields', () => {
    expect(contentHashOf(node)).toBe(reference(node));
    const { sourceUrl, ...withoutUrl } = node;
    expect(contentHashOf(withoutUrl)).toBe(reference(withoutUrl));
    const { id, ...withoutId } = node;
    expect(contentHashOf(withoutId)).toBe(reference(withoutId));
  });

  it('ignores the fields that are added on arrival and storage', () => {
    const stored = {
      ...node,
      capturedAt: '2026-03-02T15:00:00.000Z',
      expiresAt: '2026-04-02T15:00:00.000Z',
      contentHash: 'f'.repeat(64),
      originalBytes: 12,
    };
    expect(contentHashOf(stored)).toBe(contentHashOf(node));
  });

  it('changes with every hashed field', () => {
    const changed = [
      { ...node, id: 'alert-2' },
      { ...node, sourceType: 'chat' as const },
      { ...node, timestamp: '2026-03-02T14:07:00.001Z' },
      { ...node, payload: { ...node.payload, more: 1 } },
      { ...node, confidence: 0.91 },
      { ...node, metadata: { ...node.metadata, region: '' } },
      { ...node, provider: 'api' },
      { ...node, sourceUrl: undefined },
      { ...node, truncated: true },
    ].map(other => contentHashOf(other));
    expect(new Set([...changed, contentHashOf(node)]).size).toBe(10);
  });

  it('does not depend on the order of keys', () => {
    expect(canonicalHash({ b: 1, a: [{ d: 1, c: 2 }] })).toBe(
      canonicalHash({ a: [{ c: 2, d: 1 }], b: 1 }),
    );
  });

  it('rejects values that are not JSON', () => {
    expect(() => canonicalJson(undefined)).toThrow(TypeError);
  });
});
