export { Authorizer } from './Authorizer';
export { haveSameReadAccess, type Caller } from './Caller';
export { MachineRights } from './MachineRights';
