export { createActionItemsFeature } from './createActionItemsFeature';
export { actionItemPaths } from './actionItemPaths';
export { ActionItemStore } from './ActionItemStore';
export { refreshActionItemCounts, syncProposals } from './syncProposals';
export { withActionItems } from './withActionItems';
