/** Without the fences of Datadog's Markdown. */
export function plainText(message: string): string {
  return message.replace(/^\s*%%%\s*|\s*%%%\s*$/g, '').trim();
}
