export { findSecrets } from './findSecrets';
export { MaskingLogger } from './MaskingLogger';
export { maskDelivery } from './maskDelivery';
export { maskError } from './maskErrors';
export { maskInSteps, maskJson } from './maskJson';
export { maskText } from './maskText';
export { removedSecrets } from './removedSecrets';
export { MARKER_START, replaceSecret } from './Span';
