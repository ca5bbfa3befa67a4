export { ClaimService } from './ClaimService';
