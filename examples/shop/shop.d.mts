/** A shop that runs, and the switches that break it. */
export interface Shop {
  /** Where Prometheus finds the services' metrics. */
  targets: string[];
  deploy(service: string, version: string, details?: object): void;
  stop(): Promise<void>;
}

export function startShop(options: {
  onLog(line: object): void;
  onDeployment(deployment: object): void;
}): Promise<Shop>;
