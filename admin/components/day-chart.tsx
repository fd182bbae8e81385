import {
  BarController,
  BarElement,
  CategoryScale,
  Chart,
  Filler,
  LinearScale,
  LineController,
  LineElement,
  PointElement,
  Tooltip,
} from 'chart.js';
import React, { useEffect, useRef } from 'react';
import { LOCALES, usePanel } from './use-panel.js';

Chart.register(
  BarController,
  BarElement,
  CategoryScale,
  Filler,
  LinearScale,
  LineController,
  LineElement,
  PointElement,
  Tooltip,
);

const COLOR = '#1f6f5c';
const SOFT_COLOR = '#1f6f5c22';

interface DayChartProps {
  kind: 'line' | 'bar';
  days: readonly { date: string }[];
  values: readonly number[];
  label: string;
  isMoney?: boolean;
}

/** A curve or bars over days, and the same numbers as a table for who can't see them. */
export function DayChart({ kind, days, values, label, isMoney = false }: DayChartProps) {
  const { t, day, money, language } = usePanel();
  const canvas = useRef<HTMLCanvasElement>(null);
  const labels = days.map(({ date }) => day(date));
  const shown = (value: number) => (isMoney ? money(value.toFixed(2)) : String(value));
  useEffect(() => {
    if (!canvas.current) return;
    const chart = new Chart(canvas.current, {
      type: kind,
      data: {
        labels,
        datasets: [
          {
            label,
            data: [...values],
            borderColor: COLOR,
            backgroundColor: kind === 'bar' ? COLOR : SOFT_COLOR,
            borderRadius: 3,
            pointRadius: 0,
            fill: kind === 'line',
            tension: 0.3,
          },
        ],
      },
      options: {
        animation: false,
        locale: LOCALES[language],
        maintainAspectRatio: false,
        interaction: { mode: 'index', intersect: false },
        plugins: { tooltip: { callbacks: { label: ({ parsed }) => shown(Number(parsed.y)) } } },
        scales: {
          x: { grid: { display: false }, ticks: { maxTicksLimit: 6, maxRotation: 0 } },
          y: { beginAtZero: true, ticks: { precision: 0, maxTicksLimit: 5 } },
        },
      },
    });
    return () => chart.destroy();
  }, [language, JSON.stringify(values)]);
  return (
    <>
      <div className="studio-chart" aria-hidden="true">
        <canvas ref={canvas} />
      </div>
      <details className="studio-chart-table">
        <summary>{t('dashboard.asTable')}</summary>
        <table className="studio-table">
          <thead>
            <tr>
              <th scope="col">{t('dashboard.date')}</th>
              <th scope="col">{label}</th>
            </tr>
          </thead>
          <tbody>
            {labels.map((name, index) => (
              <tr key={days[index]?.date}>
                <td>{name}</td>
                <td>{shown(values[index] ?? 0)}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </details>
    </>
  );
}
