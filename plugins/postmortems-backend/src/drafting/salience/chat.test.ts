import { chatSalience, isTelling } from './chat';

const message = (text: string) => ({
  kind: 'message' as const,
  author: { name: 'Ina Holt' },
  text,
});

describe('chat that tells nothing', () => {
  it.each([
    's/adn/and/',
    's|recieve|receive|g',
    'oops, typo',
    'sorry, typo!',
    'will be back in 15 min',
    'can join in 20',
    "I'll look in a moment",
    'what have I missed?',
    'just a sec',
    'wifi died, back online',
    'omw',
    '👌',
    'k',
  ])('weighs nothing: %s', text => {
    expect(chatSalience(message(text), ['checkout'])).toBe(0);
  });

  it.each([
    'errors back in 20 % of requests',
    'moved /var/lib/cache to the other disk',
    'the typo in the route broke it: eu-wset',
    'the VPN of the depot is down, back when the ISP answers',
    'look in 10.2.0.4, its disk is full',
    's3 has it again',
  ])('is not taken for it: %s', text => {
    expect(isTelling(message(text))).toBe(true);
  });
});
