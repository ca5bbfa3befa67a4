import {
  entityRefSchema,
  severitySchema,
} from '@postmortems/backstage-plugin-postmortems-common';
import {
  DEFAULT_SEVERITIES,
  HEARTBEAT_ALERTS,
  type SeverityTable,
} from '@postmortems/backstage-plugin-postmortems-node';
import { z } from 'zod';

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

/** How alerts become incidents, of whoever sends alerts in Alertmanager's shape. */
export const alertRules = {
  serviceLabels: z.array(labelName).min(1).default(SERVICE_LABELS),
  scrapeJobs: z.array(z.string().min(1)).default(SCRAPE_JOBS),
  fallbackEntityRef: entityRefSchema.optional(),
  severityLabel: labelName.default('severity'),
  severities: z
    .record(z.string(), z.union([severitySchema, z.literal('none')]))
    .default({})
    .transform((own): SeverityTable => ({ ...DEFAULT_SEVERITIES, ...own })),
  defaultSeverity: severitySchema.default('sev4'),
  ignoredAlerts: z.array(z.string().min(1)).default([...HEARTBEAT_ALERTS]),
  flapWindowMinutes: z.number().min(0).max(10_080).default(60),
};

const alertRulesSchema = z.object(alertRules);

/** See {@link alertRules}. */
export type AlertRules = z.output<typeof alertRulesSchema>;
