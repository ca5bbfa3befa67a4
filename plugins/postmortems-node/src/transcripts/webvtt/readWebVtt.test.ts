import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { readText } from '../readText';
import { readWebVtt } from './readWebVtt';

const { REAL_DATA_DIR } = process.env;
const describeReports = REAL_DATA_DIR ? describe : describe.skip;

const said = (text: string) =>
  readWebVtt(text).cues.map(cue => [cue.speaker, cue.text]);
const cue = (text: string, second = 1) =>
  `00:0${second}.000 --> 00:0${second}.900\n${text}\n`;

describe('readWebVtt', () => {
  it('reads a file with a byte order mark, carriage returns, or UTF-16', () => {
    const text = '\ufeffWEBVTT\r\n\r\n00:01.000 --> 00:02.000\r\nSam: hi\r\n';
    for (const encoding of ['utf8', 'utf16le'] as const) {
      expect(said(readText(Buffer.from(text, encoding)))).toEqual([
        ['Sam', 'hi'],
      ]);
    }
  });

  it('tells voices in one cue apart, and keeps what is no tag', () => {
    expect(
      said(
        `WEBVTT\n\n${cue(
          '<v Ada>p99 <3 s, <b>bad</b></v><v Bob>a &lt;b&gt; &amp;lt; c</v>',
        )}`,
      ),
    ).toEqual([
      ['Ada', 'p99 <3 s, bad'],
      ['Bob', 'a <b> &lt; c'],
    ]);
  });

  it('takes a word before a colon for a speaker only when it is used as one', () => {
    const words = [
      'Update: it is green',
      'we wait',
      'Ada Lovelace: go',
      'Ada Lovelace: now',
      'Sam: yes',
      'Sam: done',
    ];
    expect(
      said(`WEBVTT\n\n${words.map((text, n) => cue(text, n)).join('\n')}`),
    ).toEqual([
      [undefined, 'Update: it is green'],
      [undefined, 'we wait'],
      ['Ada Lovelace', 'go'],
      ['Ada Lovelace', 'now'],
      ['Sam', 'yes'],
      ['Sam', 'done'],
    ]);
  });

  it('reads cues that no empty line parts, and counts what has no time', () => {
    const { cues, skipped } = readWebVtt(
      `WEBVTT\n\nSTYLE\n::cue {}\n\n${cue('Sam: a')}2\n${cue(
        'Sam: b',
        2,
      )}\nlost line\n\n${cue('', 3)}`,
    );
    expect(cues.map(({ text }) => text)).toEqual(['a', 'b']);
    expect(Object.fromEntries(skipped)).toEqual({
      'Text without a time': 1,
      'Cue without a text': 1,
    });
  });

  it('reads times as Microsoft Graph writes them', () => {
    const { cues } = readWebVtt(
      'WEBVTT\n\n-0:0:5.5 --> -0:0:0.320\n<v Ada>early</v>\n\n0:0:0.0 --> 0:1:5.32\n<v Ada>late</v>\n',
    );
    expect(cues.map(({ startMs, endMs }) => [startMs, endMs])).toEqual([
      [-5_500, -320],
      [0, 65_320],
    ]);
  });

  it.each([
    ['no .vtt file', '1\n00:00:01,000 --> 00:00:02,000\nhi', 'WEBVTT'],
    ['a file in which nobody speaks', 'WEBVTT\n\nNOTE x', 'no cue'],
  ])('refuses %s', (_, text, message) => {
    expect(() => readWebVtt(text)).toThrow(message);
  });

  it('reads megabytes of open tags in reasonable time', () => {
    const open = '<v <c.&#'.repeat(250_000);
    expect(said(`WEBVTT\n\n${cue(open)}`)).toHaveLength(1);
  });

  it('reads one open tag with a megabyte of blanks in reasonable time', () => {
    const begun = performance.now();
    said(`WEBVTT\n\n${cue(`hi <v${' '.repeat(1_000_000)}`)}`);
    expect(performance.now() - begun).toBeLessThan(2_000);
    expect(said(`WEBVTT\n\n${cue('<v   Ada >hi')}`)).toEqual([['Ada', 'hi']]);
  });

  it('takes no heading of two words for a person', () => {
    const words = [
      'Root Cause: the pool is exhausted',
      'Error Rate: 21 percent',
      'we wait',
      'Ada Lovelace: go',
      'Ada Lovelace: now',
    ];
    expect(
      said(`WEBVTT\n\n${words.map((text, n) => cue(text, n)).join('\n')}`),
    ).toEqual([
      [undefined, 'Root Cause: the pool is exhausted'],
      [undefined, 'Error Rate: 21 percent'],
      [undefined, 'we wait'],
      ['Ada Lovelace', 'go'],
      ['Ada Lovelace', 'now'],
    ]);
  });
});

describeReports('bug reports (REAL_DATA_DIR)', () => {
  it('43: reads voice spans, names before colons, and arrows in speech', () => {
    const file = readFileSync(
      join(
        REAL_DATA_DIR!,
        'bug-reports/43-teams-and-zoom-transcripts/input.vtt',
      ),
    );
    const { cues, skipped } = readWebVtt(readText(file));
    expect(
      cues.map(({ startMs, speaker, text }) => [startMs, speaker, text]),
    ).toEqual([
      [1_000, 'Dana Q.', 'We lost half the orders'],
      [4_000, 'Sam', 'the call goes basket --> checkout'],
      [7_000, undefined, '10:02 was the deploy'],
      [9_500, 'R&D on call', 'Rolling back'],
      [11_000, 'Sam', 'yes: please'],
      [3_723_004, 'Sam', 'it is green'],
    ]);
    expect([...skipped]).toEqual([]);
  });
});
