import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';
import { z } from 'zod';
import type { Theme } from '../../../plugins/postmortems-common/src/schema/orgMetrics';

/** A cause that others have written, and what is known of its themes. */
export type RealCause = {
  name: string;
  text: string;
  themes: readonly Theme[];
  /** Themes that its authors say it does not have. */
  not: readonly Theme[];
};

/** How the authors of opensre's cases sort causes. */
const CATEGORIES: Record<string, Theme> = {
  resource_exhaustion: 'capacity',
  configuration_error: 'configuration',
  infrastructure: 'infrastructure',
  dependency_failure: 'dependency',
  code_defect: 'defect',
  data_quality: 'data',
};

const answerSchema = z.looseObject({
  root_cause_category: z.string(),
  forbidden_categories: z.array(z.string()).default([]),
  model_response: z.string(),
});

/** Made-up incidents of a cluster, each with the category of its cause and categories that would be wrong; none for healthy ones. */
export function readOpensreCauses(directory: string): RealCause[] {
  return readdirSync(directory)
    .sort()
    .map(name => ({ name, file: join(directory, name, 'answer.yml') }))
    .filter(({ file }) => existsSync(file))
    .flatMap(({ name, file }) => {
      const answer = answerSchema.parse(parse(readFileSync(file, 'utf8')));
      const text = /^\s*ROOT_CAUSE:\s*(.+)$/m.exec(answer.model_response)?.[1];
      const themesOf = (categories: string[]) =>
        categories.flatMap(category => CATEGORIES[category] ?? []);
      return text
        ? {
            name,
            text,
            themes: themesOf([answer.root_cause_category]),
            not: themesOf(answer.forbidden_categories),
          }
        : [];
    });
}

/** Cases of HolmesGPT that expect a cause, and what it is about; told by the case, not by its words. */
const HOLMES: Record<string, Theme> = {
  '07_high_latency': 'database',
  '12_job_crashing': 'database',
  '37_argocd_wrong_namespace': 'configuration',
  '43_slack_deployment_logs': 'database',
};

const testCaseSchema = z.looseObject({
  expected_output: z.union([z.string(), z.array(z.string())]),
});

/** What an investigation is expected to find, in the words of the case. */
export function readHolmesCauses(directory: string): RealCause[] {
  return Object.entries(HOLMES)
    .map(([name, theme]) => ({
      name,
      theme,
      file: join(directory, name, 'test_case.yaml'),
    }))
    .filter(({ file }) => existsSync(file))
    .map(({ name, theme, file }) => {
      const { expected_output: expected } = testCaseSchema.parse(
        parse(readFileSync(file, 'utf8')),
      );
      return {
        name,
        text: [expected].flat().join(' '),
        themes: [theme],
        not: [],
      };
    });
}

/** Published postmortems, the heading under which each tells its cause, and the themes that a reader finds there. */
const PUBLISHED: [file: string, heading: RegExp, themes: Theme[]][] = [
  [
    'mybinder-incident-reports/2017-09-27-hub-403.md',
    /Summary/,
    ['change', 'defect'],
  ],
  [
    'mybinder-incident-reports/2017-10-17-cluster-full.md',
    /Summary/,
    ['capacity', 'configuration', 'defect'],
  ],
  [
    'mybinder-incident-reports/2017-11-30-oom-proxy.md',
    /Summary/,
    ['capacity', 'configuration', 'detection'],
  ],
  [
    'mybinder-incident-reports/2018-01-04-failed-staging-deploy.md',
    /Summary/,
    ['change', 'process'],
  ],
  [
    'mybinder-incident-reports/2018-01-17-ubuntu-upgrade.md',
    /Summary/,
    ['dependency', 'detection'],
  ],
  [
    'mybinder-incident-reports/2018-01-18-reddit-hug.md',
    /Summary/,
    ['capacity'],
  ],
  [
    'mybinder-incident-reports/2018-01-18-ssl-outdated.md',
    /Summary/,
    ['network'],
  ],
  [
    'mybinder-incident-reports/2018-02-20-jupyterlab-announcement.md',
    /Summary/,
    ['capacity', 'change', 'defect'],
  ],
  [
    'rust-lang-incident-reports/Update-on-crates.io-incident.md',
    /Root Cause/,
    ['capacity', 'dependency'],
  ],
  [
    'rust-lang-incident-reports/crates-io-incident-report.md',
    /Root cause/,
    ['defect', 'dependency', 'data'],
  ],
  [
    'rust-lang-incident-reports/crates-io-postmortem.md',
    /Fault/,
    ['defect', 'process'],
  ],
  [
    'rust-lang-incident-reports/dns-outage-portmortem.md',
    /Root Cause/,
    ['network', 'change', 'configuration'],
  ],
  [
    'rust-lang-incident-reports/docsrs-outage-postmortem.md',
    /Root cause/,
    ['capacity', 'configuration'],
  ],
  [
    'rust-lang-incident-reports/rustup-1.24.0-incident-report.md',
    /Root cause/,
    ['change', 'defect', 'process'],
  ],
];

/** The sections of published postmortems that tell the cause. */
export function readPublishedCauses(root: string): RealCause[] {
  return PUBLISHED.filter(([file]) => existsSync(join(root, file))).map(
    ([file, heading, themes]) => ({
      name: file,
      text: sectionOf(readFileSync(join(root, file), 'utf8'), heading),
      themes,
      not: [],
    }),
  );
}

/** Paragraphs below a heading, without code and the targets of links. */
function sectionOf(markdown: string, heading: RegExp): string {
  const lines: string[] = [];
  let inside = false;
  for (const line of markdown.replace(/```[\s\S]*?```/g, '').split('\n')) {
    if (line.startsWith('#')) inside = heading.test(line);
    else if (inside) lines.push(line);
  }
  return lines.join(' ').replace(/!?\[([^\]]*)\]\([^)]*\)/g, '$1');
}
