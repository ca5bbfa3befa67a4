export { readSentence } from './readSentence';
