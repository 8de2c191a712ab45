"""The manifests of docs/recipes/kubernetes.md: valid by Kubernetes's own schemas, and consistent with the image."""
import pathlib
import re

import kubernetes_validate
import pages
import yaml
from project import HOME

VERSIONS = ["1.29", "1.37"]


def check(folder):
    pages.files("kubernetes", folder)
    manifests = valid(folder)
    assert sorted(manifests) == ["deployment", "job", "service"]

    dockerfile = (HOME / "Dockerfile").read_text()
    port = int(re.search(r"^EXPOSE (\d+)$", dockerfile, re.M)[1])
    user = int(re.search(r"^USER (\d+)", dockerfile, re.M)[1])
    deployment, service, job = (manifests[name] for name in ("deployment", "service", "job"))
    pod = deployment["spec"]["template"]
    container = pod["spec"]["containers"][0]
    assert pod["spec"]["securityContext"]["runAsUser"] == user
    assert container["ports"] == [{"name": "http", "containerPort": port}]
    assert pod["metadata"]["labels"].items() >= service["spec"]["selector"].items()
    assert service["spec"]["selector"] == deployment["spec"]["selector"]["matchLabels"]
    for probe in ("startupProbe", "readinessProbe", "livenessProbe"):
        assert container[probe]["httpGet"] == {"path": "/_mock/health", "port": "http"}
    url = f"http://{service['metadata']['name']}:{service['spec']['ports'][0]['port']}"
    variables = job["spec"]["template"]["spec"]["containers"][0]["env"]
    assert {"name": "NEBEUS_MOCK_URL", "value": url} in variables


def valid(folder):
    """The manifests of a folder by their files' names, each valid by the schemas of every version."""
    manifests = {file.stem: yaml.safe_load(file.read_text()) for file in pathlib.Path(folder).glob("*.yaml")}
    for manifest in manifests.values():
        for version in VERSIONS:
            kubernetes_validate.validate(manifest, version, strict=True)
    return manifests
