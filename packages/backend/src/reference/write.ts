import { writeReference } from './generate';

writeReference();
