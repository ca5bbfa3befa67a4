/** Words of the tab on entity pages, and of the dialog that starts a postmortem there. */
export const tabMessages = {
  incidents: {
    title: 'Incidents without a postmortem',
    status: {
      open: 'Open',
      mitigated: 'Mitigated',
      resolved: 'Resolved',
    },
    write: 'Write postmortem',
    writeFor: 'Write postmortem for {{key}}',
    writing: 'Writing…',
    writingFor: 'Writing the postmortem for {{key}}',
    failed: 'The postmortem for {{key}} was not written',
  },
  actionItems: {
    none: 'None yet',
    failed: 'They could not be counted.',
  },
  empty: {
    title: 'No postmortems yet',
    text: 'Choose “Start” to open an incident here, or let Alertmanager’s webhook or your own tools open it through the API. Its postmortem is then written from the evidence.',
    textReader:
      'They appear here once an incident is on record and its postmortem has been written. You do not have permission to open incidents.',
    incidentsWait:
      'No postmortems yet. Write the first one from an incident above, or choose “Start”.',
    incidentsWaitReader:
      'No postmortems yet. The incidents above are waiting for theirs.',
  },
  start: {
    fromTemplate: 'Start from a template',
    difference:
      '“Start” opens a short form here; use it for private incidents. The template also takes a summary as evidence, and can run steps of your own.',
    button: 'Start',
    buttonLabel: 'Start a postmortem for {{entity}}',
    title: 'Start a postmortem',
    newIncident: 'Open a new incident',
    existingIncident: 'Use an incident that is already on record',
    existingKeyHelp: 'Type the key, or pick one from the list',
    noService: 'No matching component belongs to {{entity}}',
    noComponent: 'No matching component',
    evidenceHint:
      'The postmortem is written from the evidence on record so far. You can add evidence and regenerate it later.',
    submitting: 'Writing the postmortem…',
    incidentOpened:
      'The incident {{key}} is open, but its postmortem was not written. Fix what is listed below, for example by sending evidence, then start again.',
    keyTaken:
      'Another incident has this key. Choose a different one, or use the incident that is on record.',
    keyUnknown: 'There is no incident with this key that you can read',
  },
} as const;
