// Names on PyPI that impostors imitate: widely used packages, from general knowledge, in no order.

export const PYPI = `
requests urllib3 httpx aiohttp certifi idna charset-normalizer chardet six setuptools wheel pip packaging virtualenv
pipenv poetry poetry-core hatchling flit-core build twine tox nox pytest pytest-cov pytest-asyncio pytest-mock
pytest-xdist pytest-django hypothesis coverage mock responses freezegun faker factory-boy numpy scipy pandas polars
matplotlib seaborn plotly bokeh altair scikit-learn scikit-image statsmodels sympy networkx numba cython xgboost
lightgbm catboost tensorflow keras torch torchvision torchaudio pytorch-lightning transformers tokenizers datasets
accelerate diffusers huggingface-hub sentence-transformers safetensors peft bitsandbytes openai anthropic tiktoken
langchain langchain-core langchain-community langchain-openai langgraph llama-index chromadb faiss-cpu
pinecone-client qdrant-client weaviate-client spacy nltk gensim textblob opencv-python opencv-python-headless
pillow imageio mediapipe ultralytics gradio streamlit dash jupyter jupyterlab notebook ipython ipykernel ipywidgets
nbconvert django djangorestframework django-cors-headers django-filter django-debug-toolbar django-environ
django-allauth django-storages celery kombu redis hiredis flower flask flask-cors flask-login flask-sqlalchemy
flask-migrate flask-wtf flask-restful werkzeug jinja2 markupsafe itsdangerous click typer rich tqdm colorama termcolor
tabulate fastapi uvicorn starlette gunicorn hypercorn waitress pydantic pydantic-core pydantic-settings marshmallow
attrs cattrs dataclasses-json typing-extensions mypy mypy-extensions pyright black ruff flake8 pylint isort autopep8
yapf bandit safety pre-commit sqlalchemy alembic psycopg2 psycopg2-binary psycopg asyncpg pymysql mysqlclient
mysql-connector-python pymongo motor mongoengine peewee tortoise-orm sqlmodel cx-oracle oracledb pyodbc elasticsearch
opensearch-py cassandra-driver neo4j influxdb-client boto3 botocore s3transfer s3fs aioboto3 awscli aws-cdk-lib moto
azure-storage-blob azure-identity azure-core azure-functions msal google-cloud-storage google-cloud-bigquery
google-api-python-client google-auth google-auth-oauthlib google-generativeai firebase-admin grpcio grpcio-tools
protobuf kafka-python confluent-kafka pika paho-mqtt nats-py websockets websocket-client python-socketio
cryptography pycryptodome pynacl pyopenssl bcrypt passlib argon2-cffi pyjwt python-jose authlib oauthlib
requests-oauthlib paramiko fabric ansible ansible-core netmiko scapy dnspython ldap3 keyring python-dotenv pyyaml
ruamel-yaml toml tomli tomlkit ujson orjson simplejson jsonschema jsonpath-ng lxml beautifulsoup4 html5lib cssselect
scrapy selenium playwright pyppeteer mechanize feedparser markdown mistune bleach docutils sphinx
mkdocs mkdocs-material python-dateutil pytz tzdata tzlocal arrow pendulum babel humanize croniter schedule apscheduler
rq dramatiq airflow apache-airflow dagster prefect luigi dbt-core pyspark dask ray joblib cloudpickle dill
multiprocess psutil watchdog filelock platformdirs appdirs distlib pluggy iniconfig exceptiongroup importlib-metadata
importlib-resources zipp more-itertools toolz cytoolz sortedcontainers cachetools diskcache tenacity retry backoff
retrying loguru structlog sentry-sdk python-json-logger opentelemetry-api opentelemetry-sdk prometheus-client ddtrace
newrelic openpyxl xlrd xlsxwriter python-docx python-pptx pypdf pypdf2 pdfplumber pdfminer-six reportlab weasyprint
pyarrow fastparquet h5py zarr xarray netcdf4 geopandas shapely fiona rasterio pyproj folium geopy cartopy
pygame pyglet kivy pyqt5 pyqt6 pyside6 wxpython pyautogui pynput pyperclip pyinstaller cx-freeze nuitka
discord-py python-telegram-bot tweepy slack-sdk slack-bolt twilio sendgrid stripe paypalrestsdk braintree
pygithub gitpython python-gitlab jira docker kubernetes openshift hvac consul etcd3 terraform-compliance molecule
jedi parso prompt-toolkit pygments wcwidth ptyprocess pexpect traitlets decorator wrapt deprecated regex
fuzzywuzzy rapidfuzz thefuzz python-levenshtein levenshtein unidecode phonenumbers email-validator validators
python-slugify inflection pycountry pyparsing ply lark antlr4-python3-runtime tree-sitter cffi pycparser pybind11
soupsieve webencodings defusedxml xmltodict dicttoxml untangle httplib2 httpcore h11 h2 hpack anyio sniffio trio
greenlet gevent eventlet twisted tornado sanic quart bottle cherrypy pyramid web3 eth-account solana ccxt yfinance
wandb mlflow tensorboard optuna hydra-core omegaconf gym gymnasium stable-baselines3 einops timm onnx onnxruntime
sentencepiece sacrebleu rouge-score evaluate jiwer librosa soundfile pydub speechrecognition openai-whisper gtts
moviepy ffmpeg-python types-requests types-pyyaml types-python-dateutil types-setuptools boto3-stubs django-stubs
`
  .trim()
  .split(/\s+/);
