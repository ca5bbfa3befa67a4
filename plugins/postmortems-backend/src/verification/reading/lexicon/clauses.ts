const set = (list: string) => new Set(list.split('|'));

/** Words between clauses that add a statement to another and say nothing themselves. */
export const ADDS = set('and|but|whereas');

/** Other words at which a clause may end. They are never accounted for themselves. */
export const SPLITS = {
  words: set(
    'which|because|since|so|as|while|although|though|when|who|that|where|before|after|until|then',
  ),
  /** What follows stands in the scope of these. */
  scope: set(
    'that|said|says|say|claimed|claims|claim|thought|thinks|believed|believes|suspected|guessed|assumed|supposed|reported|wrote|noted|pointed|according|hypothesis|theory|suggested|proposed|asked|wanted|wants|plans|planned|denied|doubted|not|no|neither|nor|never|none|nobody|without|unlike|contrary|instead|rather|almost|hardly|barely|whether',
  ),
};

/** Other words that say of a statement beside them that it is not so, is not known, or is more or less so. */
const QUALIFIES = set(
  'false|wrong|wrongly|untrue|incorrect|mistake|mistaken|mistakenly|rumour|rumor|disputed|unconfirmed|alleged|so|guess|guesses|feared|more|less|fewer|than|twice|half|rather',
);

/** Whether a word may change the sense of the clause beside it. */
export function changesSense(word: string): boolean {
  return SPLITS.scope.has(word) || QUALIFIES.has(word);
}

/** Words that take up what was said before them. */
export const TAKES_UP = set('which|that|this|it|so|as|or');

/** First words of an adverbial: the clause that follows may say something else without it. */
export const LEADING = set(
  'at|on|in|within|after|before|during|by|from|between|while|when|since|once|until|for|with|without|only|except|despite|about|around|roughly|over|under|a|an|half|three|two|some|more|less|nearly|almost|just|not|as|even|still|per|among|of|than|where|throughout|apart|again|to|compared|relative|excluding|including|mostly|partly|briefly|temporarily|long|well|shortly|soon|contrary|according|neither|never',
);

/** First words of an addition that narrows the clause before it. */
export const TRAILING = set(
  'at|on|in|within|after|before|during|by|from|between|while|when|since|once|until|for|with|without|only|except|among|of|where|throughout|apart|again|excluding|mostly|partly|briefly|temporarily|shortly|soon|as|not|than|then|that|who|relative|compared',
);

/** Words that only suppose, plan, ask or permit something. */
export const HYPOTHETICAL = set(
  "if|unless|whether|would|wouldn't|might|may|could|couldn't|should|shouldn't|will|won't|shall|must|can|cannot|can't|perhaps|maybe|possibly|probably|presumably|likely|unlikely|apparently|allegedly|supposedly|reportedly|seemingly|seems|seemed|appears|appeared|planned|plans|intended|hopefully|expected|?",
);
