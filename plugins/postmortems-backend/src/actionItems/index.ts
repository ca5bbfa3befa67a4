export { ActionItemService } from './ActionItemService';
export { withActionItems } from './withActionItems';
