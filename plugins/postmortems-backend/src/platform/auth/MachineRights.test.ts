import { mockServices } from '@backstage/backend-test-utils';
import type { JsonValue } from '@backstage/types';
import {
  incidentReadPermission,
  postmortemsPermissions,
} from '@postmortems/backstage-plugin-postmortems-common';
import { MachineRights } from './MachineRights';

function rightsOf(machines?: JsonValue) {
  const data = { postmortems: machines === undefined ? {} : { machines } };
  return MachineRights.fromConfig(mockServices.rootConfig({ data }));
}

/** Names of the permissions that a machine has. */
function allowedFor(subject: string, machines?: JsonValue) {
  const rights = rightsOf(machines);
  return postmortemsPermissions
    .filter(permission => {
      try {
        rights.require(subject, permission);
        return true;
      } catch {
        return false;
      }
    })
    .map(({ name }) => name.replace('postmortems.', ''));
}

const DEFAULT = [
  'incident.read',
  'incident.create',
  'incident.update',
  'postmortem.create',
];

describe('MachineRights', () => {
  it('let machines bring evidence and start a postmortem, unless they are configured', () => {
    const machines = [
      { subject: 'ci', allow: ['postmortems.postmortem.publish'] },
      { subject: 'dashboard', allow: [] },
    ];
    expect(allowedFor('ci')).toEqual(DEFAULT);
    expect(allowedFor('plugin:scaffolder', machines)).toEqual(DEFAULT);
    expect(allowedFor('ci', machines)).toEqual([
      'incident.read',
      'postmortem.publish',
    ]);
    expect(allowedFor('dashboard', machines)).toEqual(['incident.read']);
  });

  it('are required with an error that says what to do', () => {
    const [approve] = postmortemsPermissions.filter(({ name }) =>
      name.endsWith('.approve'),
    );
    expect(() => rightsOf().require('ci', approve)).toThrow(
      "The machine 'ci' may not do this. Have a person do it, or ask an administrator to give the machine postmortems.postmortem.approve in postmortems.machines",
    );
    expect(() =>
      rightsOf().require('ci', incidentReadPermission),
    ).not.toThrow();
  });

  it.each([
    ['no list', { subject: 'ci', allow: [] }, 'postmortems.machines: '],
    [
      'an unknown right',
      [{ subject: 'ci', allow: ['approve'] }],
      "postmortems.machines.0.allow.0: 'approve' is not one of postmortems.incident.create",
    ],
    ['an unknown key', [{ subject: 'ci', allow: [], deny: [] }], '"deny"'],
    [
      'a subject twice',
      [
        { subject: 'ci', allow: [] },
        { subject: 'ci', allow: [] },
      ],
      "names 'ci' more than once",
    ],
  ])('reject a configuration with %s', (_, machines, message) => {
    expect(() => rightsOf(machines)).toThrow(message);
  });
});
