/** Messages of the tab on entity pages and its start dialog. */
export const entityTabMessages = {
  incidents: {
    title: 'Incidents without a postmortem',
    status: {
      open: 'Open',
      mitigated: 'Mitigated',
      resolved: 'Resolved',
    },
    write: 'Draft postmortem',
    writeFor: 'Draft postmortem for {{key}}',
    writing: 'Drafting…',
    writingFor: 'Drafting the postmortem for {{key}}',
    failed: 'The postmortem for {{key}} could not be drafted',
  },
  actionItems: {
    none: 'None yet',
    failed: 'The action items could not be loaded.',
  },
  empty: {
    title: 'No postmortems yet',
    text: 'Choose “Start” to open an incident. Alertmanager’s webhook and your own tools can open incidents through the API. The postmortem is then drafted from the evidence.',
    textReader:
      'Postmortems appear here once they have been drafted. You do not have permission to open incidents.',
    incidentsWait:
      'No postmortems yet. Draft one for an incident above, or choose “Start”.',
    incidentsWaitReader:
      'No postmortems yet. The incidents above do not have one.',
  },
  start: {
    fromTemplate: 'Start from a template',
    difference:
      '“Start” opens a short form, also for private incidents. The template also adds a summary as evidence, and can run your own steps.',
    button: 'Start',
    buttonLabel: 'Start a postmortem for {{entity}}',
    title: 'Start a postmortem',
    newIncident: 'Open a new incident',
    existingIncident: 'Use an existing incident',
    existingKeyHelp: 'Enter a key, or select one from the list',
    noService: 'No matching component in {{entity}}',
    noComponent: 'No matching component',
    evidenceHint:
      'The postmortem is drafted from the evidence collected so far. You can add evidence and regenerate it later.',
    submitting: 'Drafting the postmortem…',
    incidentOpened:
      'Incident {{key}} was opened, but its postmortem could not be drafted. Resolve the problem below, then start again.',
    keyTaken:
      'An incident with this key exists. Enter another key, or use the existing incident.',
    keyUnknown:
      'No incident with this key, or you do not have permission to read it',
  },
} as const;
