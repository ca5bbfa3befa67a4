import { words } from './list';

/** Nouns and pronouns for people, that stand for no system. */
export const ROLES = words(`
  engineer engineers developer developers dev devs programmer programmers coder coders admin admins administrator administrators
  sysadmin sysadmins responder responders on-call oncall on-caller reviewer reviewers author authors committer committers maintainer
  maintainers intern interns contractor contractors consultant consultants freelancer colleague colleagues coworker coworkers
  employee employees staff person people somebody someone anyone anybody everyone everybody nobody no-one team teams squad squads crew
  vendor vendors supplier suppliers management leadership director directors cto ceo executive executives boss bosses architect
  architects tester testers qa dba dbas sre sres devops analyst analysts technician technicians specialist specialists commander
  deployer deployers approver approvers hire hires newcomer newcomers folks guy guys man woman he she we i him her us manager managers
  superior superiors stakeholder stakeholders scientist scientists department lead leads trainee trainees apprentice graduate
  graduates owner owners planners planner dispatcher whoever shift shifts sales marketing finance procurement hr legal accounting ops company organisation organization
  predecessor predecessors successor builder builders designer designers writer writers clerk electrician
`);

/** Those that stand for systems as well: a Kubernetes operator, a package manager. */
export const AMBIGUOUS_ROLES = words(
  'operator operators they them maintainer maintainers owner owners',
);

/** Who writes of their own work: nothing is supposed of somebody else's mind. */
export const FIRST_PERSON = words('we i us me');

/** Before `manager` or `lead` when it is a program. */
export const PROGRAMS = words(`
  package secret secrets certificate cert session lock memory connection cluster resource queue alert cache traffic config
  configuration device volume process window transaction state key task job node container network storage file service lifecycle
  version dependency credential password index replica pool thread buffer systems tag display
`);
