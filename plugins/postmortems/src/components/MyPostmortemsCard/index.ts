export { MyPostmortemsCard } from './MyPostmortemsCard';
