/** The start of the incidents that clients work on. */
export const START = Date.UTC(2025, 2, 2, 14);

/** What a person writes and confirms. */
export function claims(mark: string, kind: string) {
  return [{ kind, text: `Customers saw ${mark}.`, spans: [], attest: true }];
}

/** Evidence of one of several kinds; the id is its mark too. */
export function nodeOf(id: string, index: number, part: number) {
  const at = START + Math.floor(part * 3000 + index * 20) * 1000;
  const node = {
    id,
    timestamp: new Date(at).toISOString(),
    metadata: { service: 'component:default/checkout' },
  };
  switch (index % 4) {
    case 0:
      return {
        ...node,
        sourceType: 'telemetry',
        payload: {
          kind: 'log',
          level: 'error',
          message: `order ${id} rejected: field currency is missing`,
        },
      };
    case 1:
      return {
        ...node,
        sourceType: 'chat',
        payload: {
          kind: 'message',
          author: { id: 'u1', name: 'Kim' },
          text: `I see ${id} at the till`,
        },
      };
    case 2:
      return {
        ...node,
        sourceType: 'deployment',
        payload: { kind: 'deployment', version: `2.4.${index}`, note: id },
      };
    default:
      return {
        ...node,
        sourceType: 'telemetry',
        payload: {
          kind: 'alert',
          alertName: 'CheckoutErrors',
          status: 'firing',
          note: id,
        },
      };
  }
}
