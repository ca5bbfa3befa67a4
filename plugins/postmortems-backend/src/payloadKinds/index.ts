export {
  readPayloadKinds,
  type PayloadKind,
  type PayloadKinds,
} from './readPayloadKinds';
