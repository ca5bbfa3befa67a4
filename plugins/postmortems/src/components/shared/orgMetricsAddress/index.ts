export * from './filters';
export * from './period';
export * from './usePageAddress';
export * from './views';
