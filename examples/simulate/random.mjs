/** A seeded random generator; the same seed gives the same incident. */
export class Random {
  #state;

  constructor(seed) {
    this.#state = seed;
  }

  /** Uniform in [0, 1); the generator is mulberry32. */
  next() {
    this.#state = (this.#state + 0x6d2b79f5) % 2 ** 32;
    let mixed = this.#state;
    mixed = Math.imul(mixed ^ (mixed >>> 15), mixed | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  }

  normal() {
    return (
      Math.sqrt(-2 * Math.log(1 - this.next())) *
      Math.cos(2 * Math.PI * this.next())
    );
  }

  /** A factor around 1. */
  jitter(sigma) {
    return Math.exp(sigma * this.normal());
  }

  /** How many of `count` happen, each with this probability. */
  binomial(count, probability) {
    const spread = Math.sqrt(count * probability * (1 - probability));
    const drawn = Math.round(count * probability + spread * this.normal());
    return Math.min(count, Math.max(0, drawn));
  }

  /** How many events there are when `mean` are expected. */
  poisson(mean) {
    return Math.max(0, Math.round(mean + Math.sqrt(mean) * this.normal()));
  }
}
