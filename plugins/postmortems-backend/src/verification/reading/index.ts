export { alternativesOf } from './alternatives';
export { accountFor } from './given/accountFor';
export { readSentence } from './readSentence';
