import './styles/index.css';
import { mount } from 'svelte';
import App from './App.svelte';
import { choosePlatform } from './platform';

await choosePlatform();

const target = document.getElementById('app')!;
mount(App, { target });
