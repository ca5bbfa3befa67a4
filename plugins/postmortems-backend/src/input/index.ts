export { parse, parseFlat } from './parse';
