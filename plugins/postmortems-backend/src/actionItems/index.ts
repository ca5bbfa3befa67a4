export { createActionItemsFeature } from './createActionItemsFeature';
export { actionItemPaths } from './actionItemPaths';
export { ActionItemStore } from './ActionItemStore';
export { refreshActionItemCounts, syncProposals } from './postmortemItems';
export { withActionItems } from './withActionItems';
