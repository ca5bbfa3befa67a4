export {
  databaseChecksServiceRef,
  databaseHealthServiceFactory,
} from './DatabaseChecks';
export { promptShutdownHttpServiceFactory } from './promptShutdown';
