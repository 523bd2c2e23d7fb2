// What clients beside the load, and whoever looks whether a service still answers, may ask it for: nobody else need know that it is HTTP.
export { pickSparePath } from './http/spare-path.ts';
export { spareOperations, spareRequests } from './http/spare-requests.ts';
