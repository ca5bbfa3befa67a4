import { recordingStart } from './recordingStart';

const NOTE = 'WEBVTT\nNOTE recording started 2026-11-28 15:02:00 +01:00';
const ZOOM = 'GMT20261128-140300_Recording.transcript.vtt';

describe('recordingStart', () => {
  it.each([
    [
      'the sender before all else',
      { startedAt: new Date('2026-11-28T14:01:00Z'), header: NOTE },
      '01',
    ],
    ['a note before the file name', { fileName: ZOOM, header: NOTE }, '02'],
    ['the name of a Zoom file', { fileName: ZOOM, header: 'WEBVTT' }, '03'],
    [
      'the name of a Teams file',
      {
        fileName: 'Sync-20261128_140400UTC-Meeting Recording.vtt',
        header: '',
      },
      '04',
    ],
  ])('takes %s', (_, options, minute) => {
    expect(recordingStart(options).toISOString()).toBe(
      `2026-11-28T14:${minute}:00.000Z`,
    );
  });

  it('reads megabytes before the first cue in reasonable time', () => {
    const header = 'WEBVTT\nNOTE '.concat('start '.repeat(500_000));
    const begun = performance.now();
    expect(() => recordingStart({ header })).toThrow('Send ?startedAt=');
    expect(performance.now() - begun).toBeLessThan(2_000);
  });

  it.each([
    ['nothing', { header: 'WEBVTT' }],
    [
      'a name of Teams without a zone',
      { header: '', fileName: 'Sync-20261128_140400-Meeting Recording.vtt' },
    ],
    ['a time without a zone', { header: 'NOTE started 2026-11-28T14:00:00' }],
    ['a time of something else', { header: 'NOTE exported 2026-11-28T14:00Z' }],
    [
      'the clock of a video stream',
      { header: 'X-TIMESTAMP-MAP=LOCAL:00:00:00.000,MPEGTS:900000' },
    ],
    ['no date', { header: '', fileName: 'GMT20261399-140300_x.vtt' }],
  ])('refuses %s, and says what to send', (_, options) => {
    expect(() => recordingStart(options)).toThrow('Send ?startedAt=');
  });
});
