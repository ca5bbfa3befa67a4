export {
  canonicalHash,
  canonicalJson,
  contentHashOf,
  sha256,
} from './contentHash';
