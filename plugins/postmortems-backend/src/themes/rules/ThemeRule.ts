/**
 * What gives a theme away in a clause. A bare word is there only when it hardly means anything else; `index` or `process` need
 * company.
 */
export type ThemeRule = {
  /** Counts where it is said to be so, and not where it is denied: `no deployment took place`. */
  affirmed?: RegExp;
  /** Counts where it is denied as well, because what is missing contributes, too: `no alert fired`. */
  eitherWay?: RegExp;
};
