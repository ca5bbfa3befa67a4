import type { RootConfigService } from '@backstage/backend-plugin-api';
import { InputError } from '@backstage/errors';
import {
  entityRefSchema,
  severitySchema,
} from '@postmortems/backstage-plugin-postmortems-common';
import {
  DEFAULT_SEVERITIES,
  readSourceBlocks,
  type SeverityTable,
} from '@postmortems/backstage-plugin-postmortems-node';
import { z } from 'zod';
import { parseQueryTemplate } from '../metrics/queryTemplate';

const PLATFORM = 'prometheus';
/** Of configurations from before there was a list of sources. */
const FORMER_ROOT = 'postmortems.prometheus';

const secret = z.string().min(1, 'must not be empty');
const basicAuthSchema = z.strictObject({
  username: z.string().min(1),
  password: secret,
});

const oneSecret = {
  error: 'has both token and basicAuth: keep the one that the other side uses',
};
const hasOneSecret = (auth: { token?: string; basicAuth?: object }) =>
  !(auth.token && auth.basicAuth);

const webhookSchema = z
  .strictObject({
    token: secret.optional(),
    basicAuth: basicAuthSchema.optional(),
    allowUnauthenticated: z.boolean().default(false),
  })
  .refine(hasOneSecret, oneSecret)
  .refine(
    webhook =>
      webhook.token || webhook.basicAuth || webhook.allowUnauthenticated,
    {
      error:
        'has no secret: set token or basicAuth, and the same in the http_config of the Alertmanager receiver',
    },
  );

const rootUrlSchema = z
  .url({
    protocol: /^https?$/,
    error: 'must be the http(s) root of a Prometheus server',
  })
  .refine(value => !/[?#]/.test(value) && !new URL(value).username, {
    error: 'must have no query, fragment or password; use auth for the latter',
  })
  .overwrite(value => value.replace(/\/+$/, ''));

const querySchema = z.strictObject({
  name: z
    .string()
    .regex(
      /^[A-Za-z_][A-Za-z0-9_:.-]{0,99}$/,
      'must be a short name such as error_rate',
    ),
  query: z
    .string()
    .min(1)
    .transform((source, ctx) => {
      try {
        return parseQueryTemplate(source);
      } catch (error) {
        ctx.addIssue({ code: 'custom', message: (error as Error).message });
        return z.NEVER;
      }
    }),
  unit: z.string().min(1).max(40).optional(),
  description: z.string().trim().min(1).max(500).optional(),
});

const authSchema = z
  .strictObject({
    token: secret.optional(),
    basicAuth: basicAuthSchema.optional(),
  })
  .refine(hasOneSecret, oneSecret)
  .optional();

const alertmanagerSchema = z.strictObject({
  baseUrl: rootUrlSchema,
  auth: authSchema,
  receiver: z.string().min(1).max(256).default('postmortems'),
  timeoutSeconds: z.number().positive().max(120).default(15),
});

const instanceSchema = z.strictObject({
  baseUrl: rootUrlSchema,
  externalUrl: rootUrlSchema.optional(),
  auth: authSchema,
  queries: z
    .array(querySchema)
    .max(50)
    .refine(
      queries => new Set(queries.map(q => q.name)).size === queries.length,
      { error: 'has two queries of one name: names must differ' },
    )
    .default([]),
  alertWindowMinutes: z.number().positive().max(10_080).default(120),
  recoveryMinutes: z.number().min(0).max(1440).default(15),
  stepSeconds: z.number().int().min(1).max(3600).default(15),
  maxSeries: z.number().int().min(1).max(200).default(20),
  timeoutSeconds: z.number().positive().max(120).default(15),
});

const labelName = z
  .string()
  .regex(/^[A-Za-z_][A-Za-z0-9_]*$/, 'must be a label name');

/**
 * Labels that name the workload come before those that name what scrapes it.
 * kube-state-metrics writes Kubernetes labels as `label_*`, Prometheus writes
 * those of a target with underscores.
 */
const SERVICE_LABELS = [
  'label_backstage_io_kubernetes_id',
  'backstage_io_kubernetes_id',
  'deployment',
  'statefulset',
  'daemonset',
  'cronjob',
  'job_name',
  'container',
  'label_app_kubernetes_io_name',
  'app_kubernetes_io_name',
  'label_app',
  'app',
  'service',
  'pod',
  'job',
];

/** Jobs that say who was asked, not whom the alert is about. */
const SCRAPE_JOBS = [
  'alertmanager',
  'apiserver',
  'blackbox-exporter',
  'cadvisor',
  'coredns',
  'etcd',
  'grafana',
  'ingress-nginx',
  'kube-apiserver',
  'kube-controller-manager',
  'kube-dns',
  'kube-proxy',
  'kube-scheduler',
  'kube-state-metrics',
  'kubelet',
  'node-exporter',
  'prometheus',
  'prometheus-operator',
  'pushgateway',
];

/** Signals of kube-prometheus and others that say nothing is wrong. */
const IGNORED_ALERTS = ['Watchdog', 'InfoInhibitor', 'DeadMansSwitch'];

const prometheusConfigSchema = z.strictObject({
  webhook: webhookSchema.optional(),
  serviceLabels: z.array(labelName).min(1).default(SERVICE_LABELS),
  scrapeJobs: z.array(z.string().min(1)).default(SCRAPE_JOBS),
  fallbackEntityRef: entityRefSchema.optional(),
  severityLabel: labelName.default('severity'),
  severities: z
    .record(z.string(), z.union([severitySchema, z.literal('none')]))
    .default({})
    .transform((own): SeverityTable => ({ ...DEFAULT_SEVERITIES, ...own })),
  defaultSeverity: severitySchema.default('sev4'),
  ignoredAlerts: z.array(z.string().min(1)).default(IGNORED_ALERTS),
  flapWindowMinutes: z.number().min(0).max(10_080).default(60),
  alertmanagers: z.array(alertmanagerSchema).max(20).default([]),
  pollMinutes: z.number().min(1).max(1440).default(2),
  instances: z.array(instanceSchema).max(20).default([]),
});

/** The block of Prometheus with its defaults. */
export type PrometheusConfig = z.output<typeof prometheusConfigSchema>;

export type AlertmanagerConfig = PrometheusConfig['alertmanagers'][number];
export type InstanceConfig = PrometheusConfig['instances'][number];
export type WebhookConfig = NonNullable<PrometheusConfig['webhook']>;

/**
 * Reads the block with `platform: prometheus` of
 * `postmortems.provenanceRouting.telemetrySources`; `undefined` without one.
 *
 * @throws `InputError` that names each invalid key and how to correct it
 */
export function readPrometheusConfig(
  config: RootConfigService,
): PrometheusConfig | undefined {
  if (config.has(FORMER_ROOT)) {
    throw new InputError(
      `Invalid configuration: ${FORMER_ROOT} has moved; write it as a block with platform: ${PLATFORM} of postmortems.provenanceRouting.telemetrySources`,
    );
  }
  const [first, second] = readSourceBlocks(config, {
    list: 'telemetrySources',
    platform: PLATFORM,
    schema: prometheusConfigSchema,
  });
  if (second) {
    throw new InputError(
      `Invalid configuration: ${second.path} is a second block of ${PLATFORM}; list its servers under instances and alertmanagers of ${first.path}`,
    );
  }
  return first?.block;
}
