export { evaluateAssertion } from './evaluateAssertion';
