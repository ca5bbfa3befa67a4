import { plain } from '../chatLanguage';

/** Sentences of a message and parts of them after a semicolon, without quoted lines, which others wrote. */
export function sentencesOf(text: string): string[] {
  return plain(text)
    .split('\n')
    .filter(line => !/^\s*(?:>|&gt;)/.test(line))
    .flatMap(line => line.split(/(?<=[.!?;])\s+/))
    .map(sentence => sentence.replace(/\s+/g, ' ').trim())
    .filter(sentence => sentence !== '');
}
