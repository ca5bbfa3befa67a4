export { InvalidFieldsError, parse, parseFlat } from './parse';
