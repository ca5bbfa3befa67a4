const list = (phrases: string) => phrases.split('|');

/** `was`, `had been`: what may stand before a participle without changing what is said. */
export const PASSIVE = list(
  'was|were|is|are|got|had been|has been|have been|was being|had already been|was already|were already',
);
/** Before an active verb. */
export const PERFECT = list('had|has|have|had already|has already');

export const FIRED = list(
  'fired|triggered|went off|started|began|started firing|began firing|was raised|started to fire|paged|was triggered',
);
export const ENDED = list(
  'resolved|cleared|ended|closed|recovered|went away|stopped firing|stopped|was resolved|was cleared|was closed|went quiet',
);
/** Between an alert and how long it was active. */
export const WAS_ACTIVE = list(
  'was active|was firing|was open|lasted|stayed active|stayed open|remained active|remained open|kept firing|fired|had been active|had been firing|was on',
);

export const DEPLOYED = list(
  'deployed|released|rolled out|shipped|put live|pushed out|installed',
);
/** Active verbs of a version: `checkout 2.4.1 went live`. */
export const WENT_LIVE = list(
  'went live|went out|was live|came out|shipped|rolled out|reached production',
);
export const ROLLED_BACK = list('rolled back|reverted|backed out');
export const UPGRADED = list('upgraded|updated|moved|bumped');
/** Of a setting. */
export const CHANGED = list('changed|set|altered');
/** Of a setting, in one direction. */
export const RAISED = list('raised|increased');
export const LOWERED = list('lowered|cut|reduced|decreased');

export const BEGAN = list(
  'began|started|begun|kicked off|start|begin|starting',
);
export const FINISHED = list(
  'finished|ended|completed|was over|was done|was finished|was complete|end|finish|complete',
);

export const ROSE = list(
  'rose|rises|climbed|grew|increased|jumped|went up|shot up|surged|spiked|soared|shot|ramped up|crept up',
);
export const FELL = list(
  'fell|dropped|decreased|declined|went down|sank|came down|shrank|plunged|dipped|fell back|dropped back|came back down|sank back',
);
export const STAYED = list(
  'stayed|remained|kept|held|hovered|was|were|stayed flat|remained flat|stayed steady|remained steady|held steady|stayed stable|remained stable|was flat|was steady|was stable|remained constant|stayed constant|stayed put|was unchanged|remained unchanged|stayed unchanged',
);
/** Those of them that say that nothing changed. */
export const IS_FLAT = /flat|steady|stable|constant|put|unchanged/;

export const SAID = list(
  'said|wrote|noted|reported|mentioned|posted|announced|remarked|commented|stated|added|replied|asked',
);
