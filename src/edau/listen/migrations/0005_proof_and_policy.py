"""Why nothing is decided about policy; what shows a thing that was noted and as whom it was noted; for whom a reach was
noted."""

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('listen', '0004_no_day_of_speaking'),
        ('people', '0003_one_key_of_a_purpose'),
    ]

    operations = [
        migrations.AddField(
            model_name='happening',
            name='link',
            field=models.URLField(blank=True, default='', max_length=500),
        ),
        migrations.AddField(
            model_name='happening',
            name='noted_as',
            field=models.CharField(blank=True, choices=[('officer', 'officer'), ('facilitator', 'facilitator'), ('opener', 'whoever opened this question')], default='', max_length=12),
        ),
        migrations.AddField(
            model_name='happening',
            name='noted_for',
            field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='people.organisation'),
        ),
        migrations.AddField(
            model_name='involvement',
            name='no_policy_cy',
            field=models.TextField(blank=True, default=''),
        ),
        migrations.AddField(
            model_name='involvement',
            name='no_policy_en',
            field=models.TextField(blank=True, default=''),
        ),
        migrations.AddField(
            model_name='reach',
            name='noted_for',
            field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to='people.organisation'),
        ),
    ]
