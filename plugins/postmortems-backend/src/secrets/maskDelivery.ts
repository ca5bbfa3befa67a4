import { Turns } from '../platform/Turns';
import { maskInSteps, maskJson } from './maskJson';
import { maskTextInSteps } from './maskText';

/**
 * The body of a webhook without its secrets, whatever it holds: JSON, a form
 * whose fields may be JSON, or text. A body without secrets stays as it came.
 */
export async function maskDelivery(body: string): Promise<string> {
  const json = parseJson(body);
  const turns = new Turns();
  if (json === undefined) {
    return isForm(body) ? maskForm(body) : turns.run(maskTextInSteps(body));
  }
  const masked = await turns.run(maskInSteps(json.value));
  return masked === json.value ? body : JSON.stringify(masked);
}

function parseJson(text: string): { value: unknown } | undefined {
  if (!/^\s*[[{"]/.test(text)) return undefined;
  try {
    return { value: JSON.parse(text) };
  } catch {
    return undefined;
  }
}

function isForm(body: string): boolean {
  return /^[\w.[\]%+-]{1,100}=[^\s]*$/.test(body);
}

function maskForm(body: string): string {
  const fields = [...new URLSearchParams(body)];
  const masked = fields.map(([name, value]): [string, string] => {
    // The name says what the value is
    const pair = maskJson({ [name]: parseJson(value)?.value ?? value });
    const [[maskedName, maskedValue]] = Object.entries(pair);
    return [
      maskedName,
      typeof maskedValue === 'string'
        ? maskedValue
        : JSON.stringify(maskedValue),
    ];
  });
  const changed = masked.some(([name, value], index) => {
    const [oldName, oldValue] = fields[index];
    const old = parseJson(oldValue);
    return (
      name !== oldName ||
      value !==
        (old && typeof old.value !== 'string'
          ? JSON.stringify(old.value)
          : oldValue)
    );
  });
  return changed ? new URLSearchParams(masked).toString() : body;
}
