export { createStatementsFeature } from './createStatementsFeature';
export { statementPaths } from './statementPaths';
