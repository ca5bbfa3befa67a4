import { isInstant } from '../extract/times';
import { agrees, type Check } from './types';

/** Every time in the sentence is a time in the evidence, as exactly as the sentence gives it. */
export const checkTimes: Check = ({ sentence, cited }) =>
  sentence.times.map(token => {
    if (cited.instants.some(({ at }) => isInstant(token, at))) {
      return agrees('time', `${token.text} is in the evidence`);
    }
    const known = cited.instants
      .slice(0, 3)
      .map(({ at }) => new Date(at).toISOString());
    return known.length > 0
      ? {
          check: 'time',
          effect: 'contradicts',
          message: `${
            token.text
          } is not a time in the cited evidence, which has ${known.join(', ')}`,
        }
      : {
          check: 'time',
          effect: 'unsupported',
          message: `The cited places have no time, so nothing shows ${token.text}`,
        };
  });
